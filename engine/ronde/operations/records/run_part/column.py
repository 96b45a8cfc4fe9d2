"""What of the best unbroken run was worked in some of its periods: for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.operations.arrays import Array, Column, Context, OnRecords, exactly, known, pair, settled, some_of
from ronde.operations.records.hours import column as hours
from ronde.operations.records.hours.array_periods import Periods
from ronde.operations.records.hours.array_periods import hours as measured


def column(context: Context, node: Node[Measure]) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates; the last says which are the part.
    Unless all is known, it is at most the run itself."""
    measure, whole = node.data, hours.column(context, node)
    kinds = [context.plan.nodes[arg].type for arg in node.args[2:]]

    def step(present: Array, columns: Sequence[Column]) -> Column:
        if not len(present):
            return exactly(np.zeros(present.shape[1:], np.int64))
        told = reduce(np.logical_and, [known(each, kind) for each, kind in zip(columns[1:], kinds, strict=True)])
        doubtful = some_of(present & columns[0].hi & ~(columns[0].lo & told))
        periods = hours.periods_of(present, columns, certain=True)
        part = replace(periods, part=np.broadcast_to(columns[-1].lo, present.shape))
        window = (hours.first_of(columns[4]).lo, hours.first_of(columns[5]).lo)
        found = of_run(periods, part, window, columns)
        if not doubtful.any():
            return exactly(found)
        most = whole(present, columns).hi
        return settled(pair(np.where(doubtful, 0, found), np.where(doubtful, most, found)))

    def of_run(periods: Periods, part: Periods, window: tuple[Array, Array], columns: Sequence[Column]) -> Array:
        """What the part has of the best run, of the group with the most if there are groups."""
        if not measure.grouped:
            return measured(part, window, measure)
        runs, parts = (
            np.stack(hours.by_place(each, columns[6].lo, window, measure, together=False)) for each in (periods, part)
        )
        leader = np.where(periods.counted, runs, -1).argmax(axis=0)
        found: Array = np.take_along_axis(parts, leader[np.newaxis], axis=0)[0]
        return found

    return step
