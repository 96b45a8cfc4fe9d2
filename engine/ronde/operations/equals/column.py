"""Whether two values are the same: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import UNKNOWN_TEXT, Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""
    if context.plan.nodes[node.args[0]].type.ordered:
        return _is_ordered

    def texts(args: Sequence[Column]) -> Column:
        first, second = args[0].lo, args[1].lo
        unknown = (first == UNKNOWN_TEXT) | (second == UNKNOWN_TEXT)
        same = first == second
        return pair(same & ~unknown, same | unknown) if unknown.any() else exactly(same)

    return texts


def _is_ordered(args: Sequence[Column]) -> Column:
    first, second = args
    same = first.lo == second.lo
    if first.exact and second.exact:
        return exactly(same)
    certain = (first.lo == first.hi) & (second.lo == second.hi)
    return pair(same & certain, (first.lo <= second.hi) & (second.lo <= first.hi))
