"""The progressive rates of what can be below zero."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.payloads import Slices
from ronde.model.types import show_number


def find(context: Context) -> Iterator[Found]:
    """Every number at progressive rates that can be below zero, though the first slice begins there. What was compiled
    once is looked at once."""
    seen: set[int] = set()
    for plan in (each.plan for each in context.slices if each.plan is not None):
        for node in plan.nodes:
            if id(node) in seen or not isinstance(node.data, Slices) or node.where is None:
                continue
            seen.add(id(node))
            kind = plan.nodes[node.args[0]].type
            if kind.low < min(0, node.data.starts[0]):
                yield Found(node.where(), {"low": show_number(kind.low, kind.decimals)})
