"""Days from one date to another: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""

    def step(args: Sequence[Column]) -> Column:
        start, end = args
        lo = np.subtract(end.lo, start.hi, dtype=np.int64)
        return exactly(lo) if start.exact and end.exact else pair(lo, np.subtract(end.hi, start.lo, dtype=np.int64))

    return step
