"""What a plan comes to where only some facts are supplied: shared values found once, and only the steps still needed.

A column that no row has says nothing of anyone, so that whatever rests on it alone is one value for all rows. Found
here, once for each set of columns, it costs nothing for each row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ronde.model.nodes import Node, Op, Plan
from ronde.model.payloads import Table
from ronde.operations import registry
from ronde.operations.arrays import Column, Context, known

Found: TypeAlias = "Column | int"
"""What a node comes to: one value that all rows share, or the node whose column it is."""


@dataclass(frozen=True, slots=True)
class Simplified:
    """The nodes still to be found for each row, in order, with the arguments they still have; what every node that was
    asked for or is an argument comes to; and the facts that are still to be found, each with its node."""

    nodes: tuple[Node, ...]
    found: dict[int, Found]
    facts: dict[str, int]


def simplified(context: Context, wanted: Iterable[int], supplied: frozenset[str], lists: frozenset[str]) -> Simplified:
    """What a plan comes to for these nodes, where columns are supplied for these facts and these lists of records."""
    plan = context.plan
    asked = [plan.twins[each] for each in wanted]
    work = _Work(context, supplied, lists)
    for number in _reached(plan, asked):
        work.look(plan.nodes[number])
    left = _needed(work, asked)
    nodes = tuple(work.nodes[number] for number in sorted(left))
    used = {arg for node in nodes for arg in node.args} | set(asked)
    facts = {
        str(plan.nodes[number].fact): found
        for number, found in work.found.items()
        if plan.nodes[number].op is Op.FACT and isinstance(found, int) and found in left
    }
    return Simplified(nodes, {number: work.found[number] for number in used}, facts)


def _reached(plan: Plan, asked: Iterable[int]) -> list[int]:
    """The nodes that these rest on, in order; of nodes that are the same, the first."""
    found: set[int] = set()
    waiting = list(asked)
    while waiting:
        number = plan.twins[waiting.pop()]
        if number not in found:
            found.add(number)
            waiting.extend(plan.nodes[number].args)
    return sorted(found)


def _needed(work: _Work, asked: Iterable[int]) -> set[int]:
    """The nodes to find for each row."""
    left: set[int] = set()
    waiting = [work.found[number] for number in asked]
    while waiting:
        each = waiting.pop()
        if isinstance(each, int) and each not in left:
            left.add(each)
            waiting.extend(work.found[arg] for arg in work.nodes[each].args)
    return left


class _Work:
    """Simplifying under way: what each node comes to, and the nodes as they are still to be found."""

    def __init__(self, context: Context, supplied: frozenset[str], lists: frozenset[str]) -> None:
        self.context, self.supplied, self.lists = context, supplied, lists
        self.twins = context.plan.twins
        self.found: dict[int, Found] = {}
        self.nodes: dict[int, Node] = {}

    def look(self, node: Node) -> None:
        """Take in one node, whose arguments were taken in before."""
        args = tuple([self.twins[arg] for arg in node.args])
        self.found[node.id] = self.outcome(node if args == node.args else _on(node, args))

    def outcome(self, node: Node) -> Found:
        """What a node comes to; one still to be found is noted."""
        if node.op is Op.GIVEN:
            return self.rest(node) if node.data in self.lists else self.context.column(0, node.type)
        if node.op in registry.RECORDS:
            named = self.context.plan.nodes[node.args[0]].data
            return self.rest(node) if named in self.lists else self.context.unknown(node.type)
        if node.record is not None and node.record not in self.lists:
            return self.context.unknown(node.type)
        match node.op:
            case Op.FACT:
                return self.fact(node)
            case Op.ALL | Op.ANY:
                return self.truths(node)
            case Op.CHOOSE:
                return self.choice(node)
        return self.rest(node)

    def rest(self, node: Node) -> Found:
        """One value, where every argument is one; else the node itself."""
        columns = [self.found[arg] for arg in node.args]
        shared = [column for column in columns if isinstance(column, Column)]
        if len(shared) == len(columns) and node.op in registry.ROWS:
            return registry.column(node.op)(self.context, node)(shared)
        self.nodes[node.id] = node
        return node.id

    def fact(self, node: Node) -> Found:
        """A fact that no row supplies is its definition, or what an unknown becomes."""
        if node.fact in self.supplied:
            self.nodes[node.id] = node
            return node.id
        by = self.context.plan.known_by(node)
        derived = self.found[node.args[0]] if by.defined else self.context.unknown(node.type)
        if not by.defaulted:
            return derived
        if isinstance(derived, Column):
            return derived if known(derived, node.type).item() else self.found[node.args[-1]]
        self.nodes[node.id] = node
        return node.id

    def truths(self, node: Node) -> Found:
        """All or any of some truths: one may decide, others say nothing."""
        neutral = node.op is Op.ALL
        left: list[int] = []
        for arg in node.args:
            column = self.found[arg]
            if isinstance(column, Column) and column.exact:
                if bool(column.lo.item()) != neutral:
                    return column
            else:
                left.append(arg)
        if not left:
            return self.context.column(int(neutral), node.type)
        return self.found[left[0]] if len(left) == 1 else self.rest(_on(node, tuple(left)))

    def choice(self, node: Node) -> Found:
        """A choice without the branches that no row takes."""
        left: list[int] = []
        for position in range(0, len(node.args) - 1, 2):
            condition = self.found[node.args[position]]
            if isinstance(condition, Column) and condition.exact:
                if condition.lo.item():
                    left.append(node.args[position + 1])
                    break
            else:
                left += node.args[position : position + 2]
        else:
            left.append(node.args[-1])
        return self.found[left[0]] if len(left) == 1 else self.rest(_on(node, tuple(left)))


def _on(node: Node, args: tuple[int, ...]) -> Node:
    """The operation of a node on other arguments."""
    return Node(node.id, node.op, args, node.type, node.record, node.data, node.fact, node.said, node.where)


def meaning_of(context: Context, simple: Simplified, wanted: Iterable[int]) -> Hashable:
    """What the nodes still to be found mean, whatever their numbers: equal where they find the same."""
    plan = context.plan
    texts = tuple(context.lexicon)
    places = {node.id: place for place, node in enumerate(simple.nodes)}

    def of(number: int) -> Hashable:
        found = simple.found[plan.twins[number]]
        if isinstance(found, int):
            return places[found]
        ends = found.lo.item(), found.hi.item()
        if plan.nodes[number].type.ordered:
            return "shared", *ends
        return "shared", texts[ends[0]] if ends[0] >= 0 else None

    nodes = [
        (node.op, tuple(of(arg) for arg in node.args), node.type, node.record, node.fact, data_of(node))
        for node in simple.nodes
    ]
    return context.wide, tuple(nodes), tuple(of(each) for each in wanted)


def data_of(node: Node) -> Hashable:
    """The data of a node without what is for people, to be compared."""
    if isinstance(node.data, Table):
        axes = tuple((axis.starts, tuple((axis.values or {}).items()), axis.size) for axis in node.data.axes)
        return axes, node.data.cells, node.data.beyond
    if isinstance(node.data, dict):
        return tuple(sorted(node.data.items()))
    return node.data
