"""The sum of the highest values over the records that are meant: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Array, Column, Context, OnRecords, exactly, pair, settled


def column(context: Context, node: Node[int]) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""

    def best(rows: Array, values: Array) -> Array:
        counted = np.where(rows, values, 0).astype(np.int64)
        counted.sort(axis=0)
        found: Array = counted[-node.data :].sum(axis=0)
        return found

    def step(present: Array, columns: Sequence[Column]) -> Column:
        meant, value = columns
        low = best(present & meant.lo, value.lo)
        if meant.exact and value.exact:
            return exactly(low)
        return settled(pair(low, best(present & meant.hi, value.hi)))

    return step
