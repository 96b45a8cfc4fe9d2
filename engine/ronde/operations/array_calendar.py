"""Civil dates in columns: whole years between days and days moved by a step, looked up in tables of every day.

The meaning is that of `ronde.operations.calendar`. Day numbers lie between DATE_LOW and DATE_HIGH.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from ronde.model.nodes import Step
from ronde.model.types import DATE_HIGH, DATE_LOW
from ronde.operations.arrays import Array

WITHIN = 9
"""How many bits the place of a day within its year takes: 12 times 32."""

EPOCH = np.datetime64(0, "D").astype(object).toordinal()


def years_between(start: Array, end: Array) -> Array:
    """Whole years from one day to another; 0 where the second comes first."""
    places = _places()
    first, last = (places.take(each - DATE_LOW, mode="clip") for each in (start, end))
    found: Array = np.maximum((last - first) >> WITHIN, 0).astype(np.int16)
    return found


def shift(day: Array, step: Step) -> Array:
    """Each day moved by a step; kept within the calendar of the engine."""
    return _moved(step).take(day - DATE_LOW, mode="clip")


@cache
def _days() -> Array:
    """Every day of the calendar, counted from the epoch of NumPy's dates."""
    return np.arange(DATE_LOW - EPOCH, DATE_HIGH - EPOCH + 1).astype("datetime64[D]")


@cache
def _places() -> Array:
    """For every day its year, and in the last bits its place within the year by month and day: the difference of two,
    without those bits, is the number of whole years."""
    days = _days()
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    month = (months - years.astype("datetime64[M]")).astype(np.int32)
    day = (days - months.astype("datetime64[D]")).astype(np.int32)
    found: Array = (years.astype(np.int32) << WITHIN) + month * 32 + day
    return found


@cache
def _moved(step: Step) -> Array:
    """For every day the day it is moved to."""
    days = _days()
    months = days.astype("datetime64[M]")
    there = months + (step.years * 12 + step.months)
    first = there.astype("datetime64[D]")
    longest = ((there + 1).astype("datetime64[D]") - first).astype(np.int64)
    within = (days - months.astype("datetime64[D]")).astype(np.int64)
    moved = first.astype(np.int64) + np.minimum(within, longest - 1) + step.days + EPOCH
    found: Array = np.clip(moved, DATE_LOW, DATE_HIGH).astype(np.int32)
    return found
