"""Hours of work over periods that may overlap, for many candidates at once.

The meaning is that of `periods` beside it. A list of records is an array of places by candidates; a period that
does not count lies beyond every window. The days are cut at the edges of all periods; edges that change nothing do no
harm.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ronde.model.payloads import Measure
from ronde.model.types import DATE_HIGH
from ronde.operations.arrays import Array
from ronde.operations.records.hours.array_units import calendar_units
from ronde.operations.records.hours.units import CALENDAR, MONDAY

FAR = DATE_HIGH + 2
"""A day after every period."""

NEVER = -FAR
"""A day so long before every period that no gap from it is bridged."""

WEEK = 7


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of work: first day, day after the last, hours a week (scaled), and which count; places by candidates. If
    some are a `part`, what these have of the best run is asked."""

    start: Array
    end: Array
    per_week: Array
    counted: Array
    part: Array | None = None

    def only(self, some: Array) -> Periods:
        """The same periods, of which only some count."""
        return replace(self, counted=self.counted & some)


def hours(periods: Periods, window: tuple[Array, Array], measure: Measure) -> Array:
    """Whole hours of each candidate's periods in the window (its first day, the day after its last): all, or in the
    best run. Most candidates have no period that counts, or one, with which no other overlaps."""
    start = np.maximum(periods.start, window[0])
    end = np.minimum(periods.end, window[1])
    counted = periods.counted & (start < end) & (periods.per_week > 0)
    shape = np.broadcast_shapes(counted.shape, start.shape)
    found = np.zeros(shape[1:], np.int64)
    start, end, per_week, counted = (np.broadcast_to(each, shape) for each in (start, end, periods.per_week, counted))
    told = [start, end, per_week]
    if periods.part is not None:
        told.append(np.where(periods.part, per_week, 0))
    numbers = np.add.reduce(counted, axis=0, dtype=np.int16)
    one = np.flatnonzero(numbers == 1)
    if len(one):
        place = counted[:, one].argmax(axis=0)
        found[one] = _most([each[place, one][np.newaxis] for each in told], measure)
    several = np.flatnonzero(numbers > 1)
    if len(several):
        some = counted[:, several]
        own = [np.where(some, each[:, several], idle) for each, idle in zip(told, (FAR, FAR, 0, 0), strict=False)]
        found[several] = _most(own, measure)
    return found


def _most(periods: Sequence[Array], measure: Measure) -> Array:
    """The most hours, piece by piece between the edges of the periods (start, end, hours a week). One that does not
    count is FAR, without hours. If there are further hours a week, those of a part, what these come to in the best run.

    A piece of no days counts if the piece after it does, which begins on the same day: that changes nothing.
    """
    start, end, per_week = (
        each.astype(kind) for each, kind in zip(periods[:3], (np.int32, np.int32, np.int64), strict=True)
    )
    part = periods[3].astype(np.int64) if len(periods) > 3 else None
    edges = _sorted(np.concatenate([start, end]))
    run = np.zeros(start.shape[1:], np.int64)
    best = part_of_run = part_of_best = run
    goes_on_to: Array | int = NEVER
    bridged_to = edges + _bridge(edges, measure) if measure.continuous and len(edges) > 2 else edges
    if measure.unit in CALENDAR:
        return calendar_units(
            (
                (first, after, _worked(first, start, end, per_week) >= max(1, measure.minimum))
                for first, after in itertools.pairwise(edges)
            ),
            measure,
        )
    for number, (first, last) in enumerate(itertools.pairwise(edges)):
        worked = _worked(first, start, end, per_week)
        enough = np.where(worked >= measure.minimum, worked, 0) if measure.unit == "days" else worked
        more = _rate(enough, measure) * (last - first)
        if measure.continuous:
            counts = worked >= max(1, measure.minimum)
            run = np.where(counts, np.where(first <= goes_on_to, run, 0) + more, run)
            if part is not None:
                of_part = _rate(_worked(first, start, end, part), measure) * (last - first)
                part_of_run = np.where(counts, np.where(first <= goes_on_to, part_of_run, 0) + of_part, part_of_run)
                part_of_best = np.where(run > best, part_of_run, part_of_best)
            goes_on_to = np.where(counts, bridged_to[number + 1], goes_on_to)
            best = np.maximum(best, run)
        else:
            run = run + more
    sevenths = (best if part is None else part_of_best) if measure.continuous else run
    found: Array = sevenths // (WEEK * 10**measure.decimals)
    return found


def _rate(worked: Array, measure: Measure) -> Array:
    """What a day gives of some hours a week: as many, no more than the cap; or where days are counted, one."""
    if measure.unit == "days":
        return np.where(worked > 0, WEEK * 10**measure.decimals, 0)
    return np.minimum(worked, measure.cap) if measure.cap else worked


def _bridge(days: Array, measure: Measure) -> Array | int:
    """How many days a gap that begins on each of these days can have without breaking a run.

    Days since a Monday less whole weeks: NumPy divides many times faster than it finds remainders.
    """
    if not measure.bridged:
        return 0
    since = days - MONDAY
    found: Array = np.array(measure.bridged, np.int32).take(since - since // WEEK * WEEK)
    return found


def _worked(day: Array, start: Array, end: Array, per_week: Array) -> Array:
    """The hours a week of all periods that last through a day."""
    found = np.zeros(day.shape, np.int64)
    for a, b, each in zip(start, end, per_week, strict=True):
        found += np.where((a <= day) & (day < b), each, 0)
    return found


def _sorted(edges: Array) -> Array:
    """The edges of each candidate in order; a network of exchanges for the few that most have."""
    size = len(edges)
    if size > 8:
        return np.sort(edges, axis=0)
    rows = list(edges)
    for last in range(size - 1, 0, -1):
        for place in range(last):
            low, high = rows[place], rows[place + 1]
            rows[place], rows[place + 1] = np.minimum(low, high), np.maximum(low, high)
    return np.stack(rows)
