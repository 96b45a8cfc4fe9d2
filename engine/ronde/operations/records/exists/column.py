"""Whether a condition holds of one record: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Array, Column, Context, OnRecords, exactly, pair, some_of


def column(context: Context, node: Node) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""

    def step(present: Array, columns: Sequence[Column]) -> Column:
        (meant,) = columns
        lo = some_of(present & meant.lo)
        return exactly(lo) if meant.exact else pair(lo, some_of(present & meant.hi))

    return step
