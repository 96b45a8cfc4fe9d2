"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less: for many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Array, Column, Context, OnRows, exactly, pair, where


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""
    unknown = context.unknown(node.type)

    def step(args: Sequence[Column]) -> Column:
        top, bottom = args
        zero = bottom.lo <= 0
        if not zero.any():
            return _quotient(top, bottom)
        above = Column(np.where(zero, 1, bottom.lo), np.where(zero, 1, bottom.hi))
        return where(zero, unknown, _quotient(top, above))

    return step


def _quotient(top: Column, bottom: Column) -> Column:
    if top.exact and bottom.exact:
        return exactly(_floor(top.lo, bottom.lo))
    ends = [_floor(a, b) for a in (top.lo, top.hi) for b in (bottom.lo, bottom.hi)]
    return pair(reduce(np.minimum, ends), reduce(np.maximum, ends))


def _floor(top: Array, bottom: Array) -> Array:
    """The whole quotient; a divisor that all rows share is divided by as one number, which is much faster."""
    if bottom.size == 1:
        divisor = bottom.item()
        top = top if divisor <= np.iinfo(top.dtype).max else top.astype(np.int64)
        bottom = divisor
    found: Array = top // bottom
    return found
