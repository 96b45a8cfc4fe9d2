"""Hours of work over periods that may overlap: added piece by piece, capped by week, within a window.

The days of all periods are cut at every start and end. In each piece the hours a week of the periods that last
through it are added and capped; the piece gives that many hours times its days over seven. The first and the last day
of a period are both worked; the window's end is not. Hours are rounded down once, at the end.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ronde.model.nodes import Measure


@dataclass(frozen=True, slots=True)
class Period:
    """One period of work: first day, day after the last, hours a week (scaled), and its group where that matters."""

    start: int
    end: int
    per_week: int
    group: Hashable = None


def hours(periods: Iterable[Period], window: tuple[int, int], measure: Measure) -> int:
    """Whole hours of these periods in the window (its first day, the day after its last): all, or in the best run."""
    sevenths = _pieces(periods, window, measure)
    best = run = 0
    last_end: int | None = None
    for start, end, per_week in sevenths:
        if measure.continuous and (start != last_end or per_week < measure.minimum):
            run = 0
        if not measure.continuous or per_week >= max(1, measure.minimum):
            run += min(per_week, measure.cap or per_week) * (end - start)
            best = max(best, run)
        last_end = end
    return int(best // (7 * 10**measure.decimals))


def by_group(periods: Sequence[Period], window: tuple[int, int], measure: Measure) -> dict[Hashable, int]:
    """Hours of each group of periods, in the order in which the groups first come."""
    groups = dict.fromkeys(period.group for period in periods)
    return {group: hours([each for each in periods if each.group == group], window, measure) for group in groups}


def _pieces(periods: Iterable[Period], window: tuple[int, int], measure: Measure) -> Iterator[tuple[int, int, int]]:
    """The pieces of the window in order, each with the hours a week worked in it; pieces without work are left out."""
    cut = [(max(period.start, window[0]), min(period.end, window[1]), period.per_week) for period in periods]
    cut = [piece for piece in cut if piece[0] < piece[1] and piece[2] > 0]
    edges = sorted({edge for start, end, _ in cut for edge in (start, end)})
    for start, end in itertools.pairwise(edges):
        per_week = sum(each for first, last, each in cut if first <= start and end <= last)
        if per_week:
            yield start, end, per_week
