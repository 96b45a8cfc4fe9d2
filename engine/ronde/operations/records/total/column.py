"""The sum of a value over the records that are meant: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Array, Column, Context, OnRecords, exactly, pair


def column(context: Context, node: Node) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""

    def step(present: Array, columns: Sequence[Column]) -> Column:
        meant, value = columns
        certain, possible = present & meant.lo, present & meant.hi
        if meant.exact and value.exact:
            return exactly(np.where(certain, value.lo, 0).sum(axis=0, dtype=np.int64))
        lo = np.where(certain, value.lo, np.where(possible, np.minimum(value.lo, 0), 0))
        hi = np.where(certain, value.hi, np.where(possible, np.maximum(value.hi, 0), 0))
        return pair(lo.sum(axis=0, dtype=np.int64), hi.sum(axis=0, dtype=np.int64))

    return step
