"""The value of the record that comes first by an order, else a given one: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.arrays import Array, Column, Context, OnRecords, some_of
from ronde.operations.records.certain import any_of


def column(context: Context, node: Node[Value]) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""
    none = context.column(node.data, node.type)

    def step(present: Array, columns: Sequence[Column]) -> Column:
        meant, *by, values = columns
        certain, possible = present & meant.lo, present & meant.hi
        shape = present.shape
        best = [np.broadcast_to(each.hi, shape) for each in by]
        least = [np.broadcast_to(each.lo, shape) for each in by]
        rows = range(shape[0])
        standing = []
        for row in rows:
            beaten = np.zeros(shape[1:], bool)
            for other in rows:
                if other != row:
                    before = [each[other] for each in least], [each[row] for each in best]
                    beaten |= certain[other] & _ahead(*before, ties=other < row)
            standing.append(possible[row] & ~beaten)
        wide = Column(*(np.broadcast_to(end, shape) for end in (values.lo, values.hi)))
        return any_of(standing, wide, none, ~some_of(certain), node.type, exact=values.exact)

    return step


def _ahead(first: Sequence[Array], second: Sequence[Array], *, ties: bool) -> Array:
    """Where one list of numbers comes after another in order of size, the first number counting most."""
    found: Array = np.array([ties])
    for a, b in zip(reversed(first), reversed(second), strict=True):
        found = (a > b) | ((a == b) & found)
    return found
