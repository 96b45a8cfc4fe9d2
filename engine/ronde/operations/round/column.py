"""A number brought to a whole number of times a unit, as is said: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Rounding
from ronde.operations.array_rounding import rounded
from ronde.operations.arrays import Array, Column, Context, OnRows, exactly, pair
from ronde.operations.rounding import widest


def column(context: Context, node: Node[Rounding]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    data = node.data
    dtype = context.sums(widest(context.plan.nodes[node.args[0]].type, data))

    def end(values: Array) -> Array:
        return rounded(values.astype(dtype) * dtype.type(data.top), dtype.type(data.bottom), data.towards)

    def step(args: Sequence[Column]) -> Column:
        lo = end(args[0].lo)
        return exactly(lo) if args[0].exact else pair(lo, end(args[0].hi))

    return step
