"""The value of the group of records with the most hours: for many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.operations.arrays import Array, Column, Context, OnRecords, known, some_of
from ronde.operations.records.certain import any_of
from ronde.operations.records.hours.column import by_place, first_of, periods_of


def column(context: Context, node: Node[Measure]) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""
    measure = node.data
    none = context.column(measure.none, node.type)
    kinds = [context.plan.nodes[arg].type for arg in node.args[1:]]

    def step(present: Array, columns: Sequence[Column]) -> Column:
        if not len(present):
            return none
        shape = present.shape
        possible = present & columns[0].hi
        group = np.broadcast_to(columns[6].lo, shape)
        told = reduce(np.logical_and, [known(each, kind) for each, kind in zip(columns[1:7], kinds[1:7], strict=True)])
        certain = ~some_of(possible & ~(columns[0].lo & told))
        values = Column(*(np.broadcast_to(end, shape) for end in (columns[-1].lo, columns[-1].hi)))
        exact = columns[-1].exact
        window = (first_of(columns[4]).lo, first_of(columns[5]).lo)
        counted = np.stack(by_place(periods_of(present, columns, certain=True), group, window, measure, together=False))
        counted = np.where(possible, counted, -1)
        leader = counted.argmax(axis=0)
        standing = [possible[place] & (~certain | (leader == place)) for place in range(shape[0])]
        none_stands = ~certain | ~some_of(counted > 0)
        standing = [each & ~(certain & none_stands) for each in standing]
        return any_of(standing, values, none, none_stands, node.type, exact=exact)

    return step
