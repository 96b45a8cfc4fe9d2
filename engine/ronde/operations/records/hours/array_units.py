"""Calendar weeks and months with enough days of work, for many candidates at once.

The meaning is that of `units` beside it. Every day's week or month is looked up in tables of all days.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from ronde.model.payloads import Measure
from ronde.model.types import DATE_HIGH, DATE_LOW
from ronde.operations.arrays import Array
from ronde.operations.records.hours.units import MONDAY

WEEK = 7

DAY = np.int32
"""How days, and the numbers of weeks and months, are held."""


def calendar_units(pieces: Iterable[tuple[Array, Array, Array]], measure: Measure) -> Array:
    """How many weeks or months of each candidate have enough days of these pieces (first day, day after the last,
    whether it counts), which are in order."""
    numbers, starts = tables(measure.unit, measure.begins)
    found: Array = np.zeros(1, np.int64)
    current: Array = np.full(1, -1)
    held: Array = np.zeros(1, np.int64)
    for first, after, worked in pieces:
        counts = worked & (first < after)
        unit, last = (numbers.take(day - DATE_LOW, mode="clip") for day in (first, after - 1))
        begun, here = starts.take(last), starts.take(unit + 1)
        before = np.where(unit == current, held, 0)
        days = before + np.minimum(after, here) - first
        least, least_of_last = (
            measure.least_days or starts.take(each + 1) - starts.take(each) for each in (unit, last)
        )
        several = last > unit
        more = ((before < least) & (days >= least)) + several * (last - unit - 1 + (after - begun >= least_of_last))
        found = found + np.where(counts, more, 0)
        held = np.where(counts, np.where(several, after - begun, days), held)
        current = np.where(counts, last, current)
    return found


@cache
def tables(unit: str, begins: int) -> tuple[Array, Array]:
    """For every day the number of its week or month, and for every number its first day, one more than there are."""
    days = np.arange(DATE_LOW, DATE_HIGH + 1)
    if unit == "weeks":
        since = days - MONDAY - begins
        numbers = since // WEEK - since[0] // WEEK
        return numbers.astype(DAY), (days[0] - since[0] % WEEK + WEEK * np.arange(numbers[-1] + 2)).astype(DAY)
    zero = np.datetime64("0001-01-01", "D") - 1
    months = (zero + days).astype("datetime64[M]")
    every = np.arange(months[0], months[-1] + 2).astype("datetime64[D]")
    return (months - months[0]).astype(DAY), (every - zero).astype(DAY)
