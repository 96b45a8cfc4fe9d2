"""The least value of the records that are meant, else a given one: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Array, Column, Context, OnRecords, exactly, hull, settled, some_of, where


def column(context: Context, node: Node[int]) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""
    return extreme(np.minimum, context, node)


def extreme(fold: np.ufunc, context: Context, node: Node[int]) -> OnRecords:
    """The step for the least or the greatest of the records that are meant, else what `data` says."""
    none = exactly(np.array([node.data], np.int64))
    kind = context.plan.nodes[node.args[2]].type

    def step(present: Array, columns: Sequence[Column]) -> Column:
        meant, value = columns
        possible = present & meant.hi
        some = some_of(possible)
        every = where(some, Column(_over(fold, possible, value.lo), _over(fold, possible, value.hi)), none)
        if meant.exact:
            return exactly(every.lo) if value.exact else settled(every)
        certain = present & meant.lo
        sure = some_of(certain)
        worst = Column(_over(fold, certain, value.lo), _over(fold, certain, value.hi))
        each = Column(_over(np.minimum, possible, value.lo), _over(np.maximum, possible, value.hi))
        doubtful = where(some, hull(each, none, kind), none)
        return settled(where(sure, hull(worst, every, kind), doubtful))

    return step


def _over(fold: np.ufunc, rows: Array, values: Array) -> Array:
    """The extreme of some records' values; of no record, a number that no other reaches."""
    ends = np.iinfo(np.int64)
    idle = ends.max if fold is np.minimum else ends.min
    found: Array = fold.reduce(np.where(rows, values.astype(np.int64), idle), axis=0, initial=idle)
    return found
