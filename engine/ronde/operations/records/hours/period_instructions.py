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
from ronde.operations.records.hours.array_periods import FAR, WEEK

DAY = 32
"""How many bits hold a day."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of work, one for each place: first day, day after the last, hours a week (scaled), and which count. If
    some are a `part`, what these have of the best run is asked."""

    start: Sequence[Number]
    end: Sequence[Number]
    per_week: Sequence[Number]
    counted: Sequence[Number]
    part: Sequence[Number] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """The days from one edge to the next: the first, the day after the last, the hours a week of the periods that last
    through them, and of those of them that are a part."""

    first: Number
    after: Number
    worked: Number
    of_part: Number = None


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


def by_place(code: Instructions, periods: Periods, groups: Sequence[Number], *, together: bool) -> list[Periods]:
    """For each place the periods of its period's group. Periods whose group is unknown are each alone, or (together)
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
        found.append(replace(periods, counted=counted))
    return found


def pieces_of(code: Instructions, periods: Periods, window: tuple[Number, Number]) -> list[Piece]:
    """The pieces of the window (its first day, the day after its last), in order. A period that does not count lies
    beyond it, without any hours."""
    far, zero = code.constant(FAR, DAY), code.constant(0, BITS)
    starts, ends = [], []
    every = zip(periods.start, periods.end, periods.per_week, periods.counted, strict=True)
    for start, end, per_week, counted in every:
        start, end = code.greatest(start, window[0]), code.least(end, window[1])
        counts = code.all(counted, code.compare(start, "<", end), code.against(per_week, ">", 0))
        starts.append(code.wide(code.select(counts, start, far), DAY))
        ends.append(code.wide(code.select(counts, end, far), DAY))

    def worked(day: Number, rates: Sequence[Number]) -> Number:
        """The hours a week of the periods that last through a day."""
        lasting = zip(starts, ends, rates, strict=True)
        return code.add(
            [
                code.select(code.all(code.compare(start, "<=", day), code.compare(day, "<", end)), rate, zero)
                for start, end, rate in lasting
            ],
            BITS,
        )

    edges = pairwise(code.in_order(*starts, *ends))
    if periods.part is None:
        return [Piece(first, after, worked(first, periods.per_week)) for first, after in edges]
    of_part = [code.select(own, rate, zero) for own, rate in zip(periods.part, periods.per_week, strict=True)]
    return [Piece(first, after, worked(first, periods.per_week), worked(first, of_part)) for first, after in edges]


def sevenths(code: Instructions, piece: Piece, worked: Number, measure: Measure) -> Number:
    """What the days of a piece come to with so many hours a week, in sevenths of scaled hours."""
    return code.times(_rate(code, worked, measure), code.less(piece.after, piece.first, BITS), BITS)


def whole(code: Instructions, sevenths: Number, measure: Measure) -> Number:
    """Whole hours, or days if these are counted."""
    return code.floor(sevenths, code.constant(WEEK * 10**measure.decimals, BITS))


def _rate(code: Instructions, worked: Number, measure: Measure) -> Number:
    """What a day gives of some hours a week: as many, no more than the cap; or if days are counted, one."""
    if measure.unit == "days":
        enough = code.against(worked, ">=", max(1, measure.minimum))
        return code.select(enough, code.constant(WEEK * 10**measure.decimals, BITS), code.constant(0, BITS))
    return code.least(worked, code.constant(measure.cap, BITS)) if measure.cap else worked
