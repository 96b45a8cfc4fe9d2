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
    fewest, most = periods_of(columns, measure, certain=True), periods_of(columns, measure, certain=False)
    (start, late), (end, last) = bounds(columns[4][0]), bounds(columns[5][0])
    narrow, wide = (late, end), (start, last)
    if not measure.grouped:
        least = hours(fewest, narrow, measure)
        return least if (fewest, narrow) == (most, wide) else between(least, hours(most, wide, measure))
    return between(
        _best_group(fewest, narrow, measure, together=False), _best_group(most, wide, measure, together=True)
    )


def periods_of(columns: Sequence[Sequence[Value]], measure: Measure, *, certain: bool) -> list[Period]:
    """The periods as short as they can be (certain) or as long as they can be."""
    found: list[Period] = []
    side = 0 if certain else 1
    for index, meant in enumerate(columns[0]):
        if meant == 0 or (certain and meant != 1):
            continue
        start, end = bounds(columns[2][index])[1 - side], bounds(columns[3][index])[side] + 1
        group = columns[6][index] if measure.grouped else None
        found.append(Period(start, end, bounds(columns[1][index])[side], group))
    return found


def _best_group(periods: list[Period], window: tuple[int, int], measure: Measure, *, together: bool) -> int:
    """The most hours of one group. Periods whose group is unknown are each alone, or with every group (together)."""
    named = [period for period in periods if known(period.group)]
    unnamed = [period for period in periods if not known(period.group)]
    if not together:
        alone = [hours([period], window, measure) for period in unnamed]
        return max([*by_group(named, window, measure).values(), *alone], default=0)
    groups = {period.group: [each for each in named if each.group == period.group] for period in named} or {None: []}
    return max(hours([*group, *unnamed], window, measure) for group in groups.values())
