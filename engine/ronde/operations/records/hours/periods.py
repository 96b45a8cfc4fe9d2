"""Hours of work over periods that may overlap: added piece by piece, capped by week, within a window.

The days of all periods are cut at every start and end. In each piece the hours a week of the periods that last
through it are added and capped; the piece gives that many hours times its days over seven. The first and the last day
of a period are both worked; the window's end is not. Hours are rounded down once, at the end.

Where days are measured, each day of a piece in which no fewer hours are worked than the minimum gives one; weeks and
months are told by their days (see `units`).

A run goes on from a day that counts to the next day that counts, over a gap that the measure bridges. A day counts if
some work, and no less than the measure's minimum, lasts through it; the days of a gap add nothing. So more work never
makes a run shorter.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ronde.model.payloads import Measure
from ronde.model.types import Value
from ronde.operations.records.hours.units import CALENDAR, MONDAY, split


class Period(NamedTuple):
    """One period of work: first day, day after the last, hours a week (scaled), its group where that matters, and
    whether it is one of those of which a part of a run is told."""

    start: int
    end: int
    per_week: int
    group: Value = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Days that do not count and that break a run: the first, the day after the last, and the most hours a week worked
    in them (scaled; less than the minimum)."""

    start: int
    end: int
    per_week: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its first day, the day after its last, its hours and what they would be without the cap (sevenths of
    scaled hours), the gap that it begins after and the one that ends it, if any; and what of its sevenths was worked in
    periods that are a part."""

    start: int
    end: int
    sevenths: int
    uncapped: int
    before: Gap | None = None
    after: Gap | None = None
    part: int = 0

    def hours(self, measure: Measure) -> int:
        """Its whole hours."""
        return _whole(self.sevenths, measure)

    def of_part(self, measure: Measure) -> int:
        """Its whole hours in periods that are a part."""
        return _whole(self.part, measure)

    def without_cap(self, measure: Measure) -> int:
        """The whole hours that it would have if all hours of a week counted."""
        return _whole(self.uncapped, measure)


def hours(periods: Iterable[Period], window: tuple[int, int], measure: Measure) -> int:
    """Whole hours of these periods in the window (its first day, the day after its last): all, or in the best run."""
    if measure.continuous:
        best = best_run(periods, window, measure)
        return best.hours(measure) if best else 0
    if measure.unit in CALENDAR:
        return calendar_split(periods, window, measure)[0]
    pieces = _pieces(periods, window, measure)
    return _whole(sum(_capped(per_week, measure) * (end - start) for start, end, per_week, _ in pieces), measure)


def calendar_split(periods: Iterable[Period], window: tuple[int, int], measure: Measure) -> tuple[int, int]:
    """How many calendar weeks or months have enough days that count, and how many have some and too few."""
    pieces = _pieces(periods, window, measure)
    return split(((start, end) for start, end, each, _ in pieces if each >= max(1, measure.minimum)), measure)


def best_run(periods: Iterable[Period], window: tuple[int, int], measure: Measure) -> Run | None:
    """The run with the most hours, the first of equal ones; None where no day counts."""
    return max(runs(periods, window, measure), key=lambda run: run.sevenths, default=None)


def runs(periods: Iterable[Period], window: tuple[int, int], measure: Measure) -> list[Run]:
    """Every run of these periods in the window, in order."""
    found: list[Run] = []
    weak: list[tuple[int, int, int]] = []
    for start, end, per_week, of_part in _pieces(periods, window, measure):
        if per_week < max(1, measure.minimum):
            weak.append((start, end, per_week))
            continue
        length = end - start
        more, uncapped = _capped(per_week, measure) * length, per_week * length
        part = _capped(of_part, replace(measure, minimum=0)) * length if of_part else 0
        last = found[-1] if found else None
        if last and start - last.end <= bridge(last.end, measure):
            more, uncapped, part = last.sevenths + more, last.uncapped + uncapped, last.part + part
            found[-1] = replace(last, end=end, sevenths=more, uncapped=uncapped, part=part)
        else:
            gap = _gap(last.end if last else None, start, weak)
            if last:
                found[-1] = replace(last, after=gap)
            found.append(Run(start, end, more, uncapped, before=gap, part=part))
        weak = []
    if found and weak:
        found[-1] = replace(found[-1], after=_gap(found[-1].end, weak[-1][1], weak))
    return found


def bridge(day: int, measure: Measure) -> int:
    """How many days a gap that begins on a day can have without breaking a run."""
    return measure.bridged[(day - MONDAY) % 7] if measure.bridged else 0


def _gap(start: int | None, end: int, weak: Sequence[tuple[int, int, int]]) -> Gap | None:
    """The gap up to a day; before the first run there is one only if too few hours were worked there."""
    if start is None and not weak:
        return None
    return Gap(weak[0][0] if start is None else start, end, max((per_week for _, _, per_week in weak), default=0))


def _capped(per_week: int, measure: Measure) -> int:
    if measure.unit == "days":
        return 7 * 10**measure.decimals if per_week >= max(1, measure.minimum) else 0
    return min(per_week, measure.cap or per_week)


def _whole(sevenths: int, measure: Measure) -> int:
    return int(sevenths // (7 * 10**measure.decimals))


def by_group(periods: Sequence[Period], window: tuple[int, int], measure: Measure) -> dict[Value, int]:
    """Hours of each group of periods, in the order in which the groups first come."""
    groups = dict.fromkeys(period.group for period in periods)
    return {group: hours([each for each in periods if each.group == group], window, measure) for group in groups}


def leading_group(periods: Sequence[Period], window: tuple[int, int], measure: Measure) -> list[Period]:
    """The periods of the group with the most hours, the first of equal ones; all of them if hours are not by group."""
    if not measure.grouped:
        return list(periods)
    counted = by_group(periods, window, measure)
    best = max(counted, key=lambda group: counted[group], default=None)
    return [period for period in periods if period.group == best]


def _pieces(
    periods: Iterable[Period], window: tuple[int, int], measure: Measure
) -> Iterator[tuple[int, int, int, int]]:
    """The pieces of the window in order, each with the hours a week worked in it, and those of periods that are a part;
    pieces without work are left out."""
    cut = [(max(each.start, window[0]), min(each.end, window[1]), each) for each in periods]
    cut = [piece for piece in cut if piece[0] < piece[1] and piece[2].per_week > 0]
    edges = sorted({edge for start, end, _ in cut for edge in (start, end)})
    for start, end in itertools.pairwise(edges):
        here = [each for first, last, each in cut if first <= start and end <= last]
        if here:
            yield start, end, sum(each.per_week for each in here), sum(each.per_week for each in here if each.part)
