"""How many different values there are over the records that are meant: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Array, Column, Context, OnRecords, known, pair, settled, some_of


def column(context: Context, node: Node[int]) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""
    kind = context.plan.nodes[node.args[2]].type

    def step(present: Array, columns: Sequence[Column]) -> Column:
        meant, value = columns
        values = np.broadcast_to(value.lo, present.shape)
        told = np.broadcast_to(known(value, kind), present.shape)
        certain, possible = present & meant.lo, present & meant.hi
        least = np.maximum(_different(certain & told, values), some_of(certain))
        most = _different(possible & told, values) + (possible & ~told).sum(axis=0)
        return settled(pair(least, np.minimum(most, node.data)))

    return step


def _different(rows: Array, values: Array) -> Array:
    """How many different values some records have: those that no record before has."""
    found = np.zeros(rows.shape[1:], np.int64)
    for place, row in enumerate(rows):
        met = some_of(rows[:place] & (values[:place] == values[place]))
        found += row & ~met
    return found
