"""Hours of work over periods that may overlap: all, or those of the best run or group: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.operations.arrays import UNKNOWN_TEXT, Array, Column, Context, OnRecords, exactly, pair, settled
from ronde.operations.records.hours.array_periods import Periods, hours


def column(context: Context, node: Node[Measure]) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""
    measure = node.data

    def step(present: Array, columns: Sequence[Column]) -> Column:
        if not len(present):
            return exactly(np.zeros(present.shape[1:], np.int64))
        from_, to = (first_of(each) for each in columns[4:6])
        fewest = _measured(
            periods_of(present, columns, certain=True), columns, (from_.hi, to.lo), measure, together=False
        )
        if all(each.exact for each in (*columns[:4], from_, to)) and (
            not measure.grouped or bool((columns[6].lo != UNKNOWN_TEXT).all())
        ):
            return exactly(fewest)
        most = _measured(
            periods_of(present, columns, certain=False), columns, (from_.lo, to.hi), measure, together=True
        )
        return settled(pair(fewest, most))

    return step


def first_of(column: Column) -> Column:
    """The value of the first record, for what all records share."""
    if column.lo.ndim == 1:
        return column
    return exactly(column.lo[0]) if column.exact else Column(column.lo[0], column.hi[0])


def periods_of(present: Array, columns: Sequence[Column], *, certain: bool) -> Periods:
    """The periods as short as they can be (certain) or as long as they can be."""
    meant, per_week, start, end = columns[:4]
    shape = present.shape
    if certain:
        found = start.hi, end.lo + 1, per_week.lo, present & meant.lo
    else:
        found = start.lo, end.hi + 1, per_week.hi, present & meant.hi
    return Periods(*(np.broadcast_to(each, shape) for each in found))


def _measured(
    periods: Periods, columns: Sequence[Column], window: tuple[Array, Array], measure: Measure, *, together: bool
) -> Array:
    """The hours of all periods, or the most hours of one group."""
    if not measure.grouped:
        return hours(periods, window, measure)
    found: Array = np.maximum.reduce(by_place(periods, columns[6].lo, window, measure, together=together))
    return found


def by_place(
    periods: Periods, group: Array, window: tuple[Array, Array], measure: Measure, *, together: bool
) -> list[Array]:
    """For each place the hours of its period's group. Periods whose group is unknown are each alone, or (together)
    with every group."""
    group = np.broadcast_to(group, periods.start.shape)
    unnamed = group == UNKNOWN_TEXT
    found = []
    for place, own in enumerate(group):
        same = (group == own) & ~unnamed
        if together:
            same |= unnamed
        else:
            same[place] = True
        found.append(hours(periods.only(same & periods.counted[place]), window, measure))
    return found
