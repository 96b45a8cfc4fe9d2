"""An amount that shrinks as a number grows above a threshold: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Reduction
from ronde.operations.array_rounding import rounded
from ronde.operations.arrays import Array, Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node[Reduction]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    data = node.data
    how = data.rounding

    def left(*ends: Array) -> Array:
        amount, of, above = (each.astype(np.int64) for each in ends)
        cut = rounded(np.maximum(of - above, 0) * how.top, how.bottom, how.towards) * data.unit
        found: Array = np.maximum(amount - cut, 0)
        return found

    def step(args: Sequence[Column]) -> Column:
        amount, of, above = args
        low = left(amount.lo, of.hi, above.lo)
        return exactly(low) if all(each.exact for each in args) else pair(low, left(amount.hi, of.lo, above.hi))

    return step
