"""Which answers to a question are tried so as to learn what each would settle: those that rules tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from ronde.model.nodes import Op, Plan
from ronde.model.types import Kind, Value

MOST_CODES = 2
"""Codes that are tried of those that rules name, besides one that they do not."""

_TRIED: WeakKeyDictionary[Plan, dict[str, tuple[Value, ...]]] = WeakKeyDictionary()


def answers_tried(plan: Plan, name: str) -> Sequence[Value]:
    """The answers that are tried: both of a yes or no, every choice, and of a code some that rules name and one that
    they do not. None of a number or a day, of which any may matter, and none of a list."""
    found = _TRIED.setdefault(plan, {})
    if name not in found:
        found[name] = _answers(plan, name)
    return found[name]


def _answers(plan: Plan, name: str) -> tuple[Value, ...]:
    about = plan.facts.get(name)
    if about is None:
        return ()
    if about.type.kind is Kind.YES_NO:
        return 0, 1
    if about.type.kind is Kind.CHOICE:
        return about.type.choices
    if about.type.kind is not Kind.CODE:
        return ()
    named = list(dict.fromkeys(_named(plan, _same(plan, plan.roots[name]))))
    other = next((code for code in plan.codes.get(about.type.codes or "", ()) if code not in named), "")
    return (*named[:MOST_CODES], other) if named else ()


def _same(plan: Plan, root: int) -> set[int]:
    """The nodes that have the value of one: its own, and the facts that are defined by it alone."""
    found = {root}
    for node in plan.nodes:
        if node.op is Op.FACT and not found.isdisjoint(node.args):
            found.add(node.id)
    return found


def _named(plan: Plan, nodes: set[int]) -> Iterator[str]:
    """The codes with which the values of nodes are compared: of each set the first."""
    for node in plan.nodes:
        if nodes.isdisjoint(node.args):
            continue
        if node.op is Op.MEMBER:
            yield min(node.data)  # type: ignore[call-overload]  # a set of codes
        elif node.op is Op.EQUALS:
            yield from (str(each.data) for each in map(plan.nodes.__getitem__, node.args) if each.op is Op.CONSTANT)
