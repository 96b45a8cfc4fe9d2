"""A number divided by another, brought to a whole number of times a unit, as is said: for many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Rounding
from ronde.operations.array_rounding import rounded
from ronde.operations.arrays import Array, Column, Context, OnRows, exactly, pair, where
from ronde.operations.rounding import widest


def column(context: Context, node: Node[Rounding]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    data = node.data
    unknown = context.unknown(node.type)
    top, bottom = (context.plan.nodes[arg].type for arg in node.args)
    dtype = context.sums(widest(top, data, bottom.high))

    def end(first: Array, second: Array) -> Array:
        return rounded(
            first.astype(dtype) * dtype.type(data.top), second.astype(dtype) * dtype.type(data.bottom), data.towards
        )

    def quotient(first: Column, second: Column) -> Column:
        if first.exact and second.exact:
            return exactly(end(first.lo, second.lo))
        ends = [end(a, b) for a in (first.lo, first.hi) for b in (second.lo, second.hi)]
        return pair(reduce(np.minimum, ends), reduce(np.maximum, ends))

    def step(args: Sequence[Column]) -> Column:
        zero = args[1].lo <= 0
        if not zero.any():
            return quotient(*args)
        above = Column(np.where(zero, 1, args[1].lo), np.where(zero, 1, args[1].hi))
        return where(zero, unknown, quotient(args[0], above))

    return step
