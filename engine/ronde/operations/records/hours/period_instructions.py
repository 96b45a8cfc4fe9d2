"""Hours of work over periods that may overlap, in native code.

The meaning is that of `periods` beside it, the way that of `array_periods`: the days are cut at the edges of all
periods, and each piece is looked at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ronde.model.payloads import Measure
from ronde.operations.instructions import BITS, Ends, Instructions, Number
from ronde.operations.records.hours.array_periods import FAR, NEVER, WEEK
from ronde.operations.records.hours.units import CALENDAR, MONDAY

DAY = 32
"""How many bits hold a day."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of work, one for each place: first day, day after the last, hours a week (scaled), and which count."""

    start: Sequence[Number]
    end: Sequence[Number]
    per_week: Sequence[Number]
    counted: Sequence[Number]


def can_measure(measure: Measure) -> bool:
    """Whether what is counted has a native form: weeks and months of the calendar have none."""
    return measure.unit not in CALENDAR


def periods_of(
    code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]], *, certain: bool
) -> Periods:
    """The periods as short as they can be (certain) or as long as they can be."""
    meant, per_week, start, end = args[:4]
    one = code.constant(1, DAY)
    if certain:
        ends = [each.hi for each in start], [each.lo for each in end], [each.lo for each in per_week]
        counted = code.of_each(present, (each.lo for each in meant))
    else:
        ends = [each.lo for each in start], [each.hi for each in end], [each.hi for each in per_week]
        counted = code.of_each(present, (each.hi for each in meant))
    first, last, hours_a_week = ends
    return Periods(
        [code.wide(each, DAY) for each in first], [code.add([each, one], DAY) for each in last], hours_a_week, counted
    )


def by_place(
    code: Instructions, periods: Periods, groups: Sequence[Number], window: tuple[Number, Number], measure: Measure,
    *, together: bool,
) -> list[Number]:  # fmt: skip
    """For each place the hours of its period's group. Periods whose group is unknown are each alone, or (together)
    with every group."""
    unnamed = [code.against(each, "<", 0) for each in groups]
    found = []
    for place, own in enumerate(groups):
        same = [
            code.all(code.compare(each, "==", own), code.negate(unknown))
            for each, unknown in zip(groups, unnamed, strict=True)
        ]
        if together:
            same = [code.any(one, unknown) for one, unknown in zip(same, unnamed, strict=True)]
        else:
            same[place] = code.constant(1, 1)
        counted = [
            code.all(one, there, periods.counted[place]) for one, there in zip(same, periods.counted, strict=True)
        ]
        found.append(hours(code, replace(periods, counted=counted), window, measure))
    return found


def hours(code: Instructions, periods: Periods, window: tuple[Number, Number], measure: Measure) -> Number:
    """Whole hours of the periods in the window (its first day, the day after its last): all, or in the best run."""
    far, zero = code.constant(FAR, DAY), code.constant(0, BITS)
    starts, ends, rates = [], [], []
    every = zip(periods.start, periods.end, periods.per_week, periods.counted, strict=True)
    for start, end, per_week, counted in every:
        start, end = code.greatest(start, window[0]), code.least(end, window[1])
        counts = code.all(counted, code.compare(start, "<", end), code.against(per_week, ">", 0))
        starts.append(code.wide(code.select(counts, start, far), DAY))
        ends.append(code.wide(code.select(counts, end, far), DAY))
        rates.append(code.select(counts, per_week, zero))
    return _most(code, starts, ends, rates, measure)


def _most(
    code: Instructions, starts: Sequence[Number], ends: Sequence[Number], rates: Sequence[Number], measure: Measure
) -> Number:
    """The most hours, piece by piece between the edges of the periods. One that does not count is FAR, without any."""
    zero = code.constant(0, BITS)
    edges = _sorted(code, [*starts, *ends])
    run = best = zero
    goes_on_to = code.constant(NEVER, DAY)
    for first, last in pairwise(edges):
        worked = code.add(
            [
                code.select(code.all(code.compare(a, "<=", first), code.compare(first, "<", b)), rate, zero)
                for a, b, rate in zip(starts, ends, rates, strict=True)
            ],
            BITS,
        )
        rate = _rate(code, worked, measure)
        more = code.times(rate, code.less(last, first, BITS), BITS)
        if not measure.continuous:
            run = code.add([run, more], BITS)
            continue
        counts = code.against(worked, ">=", max(1, measure.minimum))
        before = code.select(code.compare(first, "<=", goes_on_to), run, zero)
        run = code.select(counts, code.add([before, more], BITS), run)
        goes_on_to = code.select(counts, _bridged(code, last, measure), goes_on_to)
        best = code.greatest(best, run)
    return code.floor(best if measure.continuous else run, code.constant(WEEK * 10**measure.decimals, BITS))


def _rate(code: Instructions, worked: Number, measure: Measure) -> Number:
    """What a day gives of some hours a week: as many, no more than the cap; or if days are counted, one."""
    if measure.unit == "days":
        enough = code.against(worked, ">=", max(1, measure.minimum))
        return code.select(enough, code.constant(WEEK * 10**measure.decimals, BITS), code.constant(0, BITS))
    return code.least(worked, code.constant(measure.cap, BITS)) if measure.cap else worked


def _bridged(code: Instructions, day: Number, measure: Measure) -> Number:
    """Until when the next piece may begin without breaking a run that ends before this day."""
    if not measure.bridged:
        return day
    since = code.less(day, code.constant(MONDAY, DAY), DAY)
    week = code.constant(WEEK, DAY)
    weekday = code.less(since, code.times(code.floor(since, week), week, DAY), DAY)
    gap = code.constant(measure.bridged[0], DAY)
    for number, days in enumerate(measure.bridged):
        gap = code.select(code.against(weekday, "==", number), code.constant(days, DAY), gap)
    return code.add([day, gap], DAY)


def _sorted(code: Instructions, edges: list[Number]) -> list[Number]:
    """The edges in order, by a network of exchanges."""
    for last in range(len(edges) - 1, 0, -1):
        for place in range(last):
            low, high = edges[place], edges[place + 1]
            edges[place], edges[place + 1] = code.least(low, high), code.greatest(low, high)
    return edges
