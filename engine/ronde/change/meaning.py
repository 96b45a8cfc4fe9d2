"""Whether two definitions mean the same: their compiled nodes are compared, not the way in which they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass

from ronde.model.nodes import Node, Op, Plan
from ronde.model.payloads import Table
from ronde.model.types import Type

UNORDERED = (Op.ALL, Op.ANY, Op.SUM, Op.LEAST, Op.GREATEST)
"""Operations whose arguments may stand in any order."""

MANY = (Op.ALL, Op.ANY, Op.LEAST, Op.GREATEST)
"""Operations that mean their argument if they have one."""


def meaning(plan: Plan, name: str) -> object:
    """What a fact of a plan means, to be compared: its nodes down to the facts that it names."""
    return _meaning(plan, plan.roots[name], plan.roots[name], {}, _comparable)


def definition(plan: Plan, name: str) -> object:
    """What a definition does, to be compared: as `meaning`, without the bounds that follow from those of other facts.
    Of an input the bounds are the definition."""
    bounds = _comparable if plan.facts[name].form == "input" else _kind
    return _meaning(plan, plan.roots[name], plan.roots[name], {}, bounds)


def changed_facts(before: Plan, after: Plan, topic: str | None = None) -> frozenset[str]:
    """The facts (of a topic, if one is named) whose definition differs between two plans, or that only one of them has
    there."""
    old, new = (
        {name for name, about in plan.facts.items() if topic is None or about.topic == topic}
        for plan in (before, after)
    )
    return frozenset((old ^ new) | {each for each in old & new if definition(before, each) != definition(after, each)})


def _meaning(plan: Plan, number: int, root: int, kept: dict[int, object], told: Callable[[Type], object]) -> object:
    if number not in kept:
        node = plan.nodes[number]
        if node.op is Op.FACT and number != root:
            kept[number] = ("fact", node.fact)
        else:
            own = [each for each in node.args if not _idle(plan, node, each)]
            args = [_meaning(plan, each, root, kept, told) for each in own]
            if node.op in UNORDERED:
                args.sort(key=repr)
            alone = node.op in MANY and len(own) == 1 and plan.nodes[own[0]].record == node.record
            said = (str(node.op), told(node.type), node.record, _comparable(node.data), tuple(args))
            kept[number] = args[0] if alone else said
    return kept[number]


def _idle(plan: Plan, node: Node, arg: int) -> bool:
    """Whether an argument is a cap that nothing else can exceed, or a floor below which nothing else can fall."""
    limit, others = plan.nodes[arg], [plan.nodes[each].type for each in node.args if each != arg]
    if limit.op is not Op.CONSTANT or not isinstance(limit.data, int) or not others:
        return False
    if node.op is Op.LEAST:
        return any(each.high <= limit.data and each.low != each.high for each in others)
    return node.op is Op.GREATEST and any(each.low >= limit.data and each.low != each.high for each in others)


def _kind(own: Type) -> object:
    return own.kind, own.decimals, own.codes


def _comparable(data: object) -> object:
    """The parameters of a node without what only says where they were written."""
    if isinstance(data, Table):
        return tuple(_comparable(each) for each in (data.axes, data.cells, data.beyond))
    if is_dataclass(data) and not isinstance(data, type):
        return tuple(_comparable(getattr(data, each.name)) for each in fields(data) if each.compare)
    if isinstance(data, Mapping):
        return tuple(sorted(((str(key), _comparable(value)) for key, value in data.items()), key=repr))
    if isinstance(data, set | frozenset):
        return tuple(sorted(map(_comparable, data), key=repr))
    if isinstance(data, list | tuple):
        return tuple(map(_comparable, data))
    return data
