"""The spans of time that always end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.nodes import Node, Op, Plan
from ronde.model.payloads import Step

COUNTED = (Op.YEARS_BETWEEN, "months_between")
"""What is zero if the second date comes first."""


def find(context: Context) -> Iterator[Found]:
    """Every number of years or months to a date that is moved back from the one it begins at. What was compiled once is
    looked at once."""
    seen: set[int] = set()
    for plan in (each.plan for each in context.slices if each.plan is not None):
        for node in (node for node in plan.nodes if node.op in COUNTED and id(node) not in seen):
            seen.add(id(node))
            start, end = (_defined(plan, arg) for arg in node.args)
            if node.where is not None and (end.type.high < start.type.low or _back(plan, end) == start.id):
                yield Found(node.where())


def _defined(plan: Plan, number: int) -> Node:
    """The node of a definition, through the names of facts."""
    node = plan.nodes[number]
    while node.op is Op.FACT and len(node.args) == 1:
        node = plan.nodes[node.args[0]]
    return node


def _back(plan: Plan, node: Node) -> int | None:
    """The node of the date that a date is moved back from."""
    step = node.data
    if node.op is not Op.DATE or not isinstance(step, Step) or max(step.years, step.months, step.days) > 0:
        return None
    return _defined(plan, node.args[0]).id
