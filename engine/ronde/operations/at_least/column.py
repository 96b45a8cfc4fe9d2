"""Whether a value is no less than another: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""

    def step(args: Sequence[Column]) -> Column:
        first, second = args
        lo = first.lo >= second.hi
        return exactly(lo) if first.exact and second.exact else pair(lo, first.hi >= second.lo)

    return step
