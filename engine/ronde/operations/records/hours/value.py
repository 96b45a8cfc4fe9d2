"""Hours of work over periods that may overlap: all, or those of the best run or group: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Measure
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds, known
from ronde.operations.records.hours.periods import Period, by_group, hours


def value(node: Node[Measure], columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record."""
    measure = node.data
    if not columns[0]:
        return 0
    fewest, most = periods_of(columns, measure)
    (start, late), (end, last) = bounds(columns[4][0]), bounds(columns[5][0])
    narrow, wide = (late, end), (start, last)
    certain = (fewest, narrow) == (most, wide)
    if not measure.grouped:
        least = hours(fewest, narrow, measure)
        return least if certain else between(least, hours(most, wide, measure))
    least = _best_group(fewest, narrow, measure, together=False)
    if certain and all(known(period.group) for period in fewest):
        return least
    return between(least, _best_group(most, wide, measure, together=True))


def periods_of(columns: Sequence[Sequence[Value]], measure: Measure) -> tuple[list[Period], list[Period]]:
    """The periods that certainly count, as short as they can be; and all that may, as long as they can be."""
    fewest: list[Period] = []
    most: list[Period] = []
    groups = columns[6] if measure.grouped else (None,) * len(columns[0])
    for meant, per_week, start, end, group in zip(*columns[:4], groups, strict=True):
        if meant == 0:
            continue
        if isinstance(start, int) and isinstance(end, int) and isinstance(per_week, int):
            shortest = longest = Period(start, end + 1, per_week, group)
        else:
            (low, high), (first, late), (ends, last) = bounds(per_week), bounds(start), bounds(end)
            shortest, longest = Period(late, ends + 1, low, group), Period(first, last + 1, high, group)
        most.append(longest)
        if meant == 1:
            fewest.append(shortest)
    return fewest, most


def _best_group(periods: list[Period], window: tuple[int, int], measure: Measure, *, together: bool) -> int:
    """The most hours of one group. Periods whose group is unknown are each alone, or with every group (together)."""
    named = [period for period in periods if known(period.group)]
    unnamed = [period for period in periods if not known(period.group)]
    if not together:
        alone = [hours([period], window, measure) for period in unnamed]
        return max([*by_group(named, window, measure).values(), *alone], default=0)
    groups = {period.group: [each for each in named if each.group == period.group] for period in named} or {None: []}
    return max(hours([*group, *unnamed], window, measure) for group in groups.values())
