"""Whether a condition does not hold: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""

    def step(args: Sequence[Column]) -> Column:
        (value,) = args
        return exactly(~value.lo) if value.exact else pair(~value.hi, ~value.lo)

    return step
