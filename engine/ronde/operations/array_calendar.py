"""Civil dates in columns: whole years between days and days moved by a step, looked up in tables of every day.

The meaning is that of `ronde.operations.calendar`. Day numbers lie between DATE_LOW and DATE_HIGH.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Step
from ronde.model.types import DATE_HIGH, DATE_LOW
from ronde.operations.arrays import Array, Column, Context, OnRows, exactly, pair

WITHIN = 9
"""How many bits the place of a day within its year takes: 12 times 32."""

EPOCH_YEAR = 1970

DAYS = 5
"""How many bits the number of a day within its month takes."""

EPOCH = np.datetime64(0, "D").astype(object).toordinal()


def years_between(start: Array, end: Array) -> Array:
    """Whole years from one day to another; 0 where the second comes first."""
    table = places()
    first, last = (table.take(each - DATE_LOW, mode="clip") for each in (start, end))
    found: Array = np.maximum((last - first) >> WITHIN, 0).astype(np.int16)
    return found


def months_between(start: Array, end: Array, *, last_day: bool) -> Array:
    """Whole months from one day to another; 0 where the second comes first."""
    first = months(last_day=False).take(start - DATE_LOW, mode="clip")
    found: Array = np.maximum((months(last_day=last_day).take(end - DATE_LOW, mode="clip") - first) >> DAYS, 0)
    return np.where(end > start, found, 0).astype(np.int16)


def column_by_day(find: Callable[[Any], Array]) -> Callable[[Context, Node], OnRows]:
    """What makes the step of a node whose value is found of one day, in a table of every day, by the node's data."""

    def column(context: Context, node: Node) -> OnRows:
        table = find(node.data)

        def step(args: Sequence[Column]) -> Column:
            lo = table.take(args[0].lo - DATE_LOW, mode="clip")
            return exactly(lo) if args[0].exact else pair(lo, table.take(args[0].hi - DATE_LOW, mode="clip"))

        return step

    return column


@lru_cache(maxsize=32)
def first_day(begins: tuple[int, ...]) -> Array:
    """For every day the first day of its month, or of its year by the month and day on which years begin."""
    days = _days()
    if not begins:
        return _ordinals(days.astype("datetime64[M]").astype("datetime64[D]"))
    month, first = begins
    years = days.astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
    here, before = ((years - late).astype("datetime64[D]") + (first - 1) for late in (0, 12))
    return _ordinals(np.where(here <= days, here, before))


@cache
def year_of(_: object) -> Array:
    """For every day its year."""
    found: Array = (_days().astype("datetime64[Y]").astype(np.int64) + EPOCH_YEAR).astype(np.int16)
    return found


@lru_cache(maxsize=32)
def working_day(closed: tuple[tuple[int, ...], frozenset[int]]) -> Array:
    """For every day the first from it on that is not one of some days of the week (0 is Monday), nor one of some
    days."""
    weekend, holidays = closed
    days = np.arange(DATE_LOW, DATE_HIGH + 1, dtype=np.int32)
    shut = np.isin((days - 1) % 7, weekend) | np.isin(days, list(holidays))
    shut[-1] = False
    found: Array = np.minimum.accumulate(np.where(shut, DATE_HIGH, days)[::-1])[::-1].astype(np.int32)
    return found


def _ordinals(days: Array) -> Array:
    """The numbers of days, kept within the calendar of the engine."""
    found: Array = np.maximum(days.astype(np.int64) + EPOCH, DATE_LOW).astype(np.int32)
    return found


@cache
def months(*, last_day: bool) -> Array:
    """For every day its month, and in the last bits its number within the month; that of the last one is 31 if so
    asked."""
    days = _days()
    months = days.astype("datetime64[M]")
    within = (days - months.astype("datetime64[D]")).astype(np.int32) + 1
    if last_day:
        within[(days + 1).astype("datetime64[M]") != months] = 31
    found: Array = (months.astype(np.int32) << DAYS) + within
    return found


def shift(day: Array, step: Step) -> Array:
    """Each day moved by a step; kept within the calendar of the engine."""
    return moved(step).take(day - DATE_LOW, mode="clip")


@cache
def _days() -> Array:
    """Every day of the calendar, counted from the epoch of NumPy's dates."""
    return np.arange(DATE_LOW - EPOCH, DATE_HIGH - EPOCH + 1).astype("datetime64[D]")


@cache
def places() -> Array:
    """For every day its year, and in the last bits its place within the year by month and day: the difference of two,
    without those bits, is the number of whole years."""
    days = _days()
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    month = (months - years.astype("datetime64[M]")).astype(np.int32)
    day = (days - months.astype("datetime64[D]")).astype(np.int32)
    found: Array = (years.astype(np.int32) << WITHIN) + month * 32 + day
    return found


@cache
def moved(step: Step) -> Array:
    """For every day the day it is moved to."""
    days = _days()
    months = days.astype("datetime64[M]")
    there = months + (step.years * 12 + step.months)
    first = there.astype("datetime64[D]")
    longest = ((there + 1).astype("datetime64[D]") - first).astype(np.int64)
    within = (days - months.astype("datetime64[D]")).astype(np.int64)
    day = first.astype(np.int64) + np.minimum(within, longest - 1) + step.days + EPOCH
    found: Array = np.clip(day, DATE_LOW, DATE_HIGH).astype(np.int32)
    return found
