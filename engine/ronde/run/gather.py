"""What each operation over a list of records gives, where some of what the records say may be unknown.

Each function takes the node and, for every argument, the column of its values, one per record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ronde.model.nodes import Measure, Node, Op
from ronde.model.types import Value
from ronde.run.hours import Period, by_group, hours
from ronde.run.operations import between, bounds, hull, known

Columns: TypeAlias = Sequence[Sequence[Value]]
Gathering: TypeAlias = Callable[[Node, Columns], Value]


def _exists(node: Node, columns: Columns) -> Value:
    ends = [bounds(value) for value in columns[0]]
    return between(max((low for low, _ in ends), default=0), max((high for _, high in ends), default=0))


def _total(node: Node, columns: Columns) -> Value:
    low = high = 0
    for meant, value in zip(*columns, strict=True):
        least, most = bounds(value)
        if meant != 0:
            low += least if meant == 1 else min(0, least)
            high += most if meant == 1 else max(0, most)
    return between(low, high)


def _extreme(node: Node, columns: Columns) -> Value:
    choose = min if node.op is Op.LOWEST else max
    rows = [(meant, *bounds(value)) for meant, value in zip(*columns, strict=True) if meant != 0]
    none: int = node.data  # type: ignore[assignment]
    if not rows:
        return none
    certain = [row for row in rows if row[0] == 1]
    if len(certain) == len(rows):
        return between(choose(low for _, low, _ in rows), choose(high for _, _, high in rows))
    possible: list[Value] = [between(low, high) for _, low, high in rows]
    if not certain:
        return hull([none, *possible])
    worst = between(choose(low for _, low, _ in certain), choose(high for _, _, high in certain))
    every = between(choose(low for _, low, _ in rows), choose(high for _, _, high in rows))
    return hull([worst, every])


def _pick(node: Node, columns: Columns) -> Value:
    meant, *by, values = columns
    rows = [(index, [bounds(column[index]) for column in by]) for index, each in enumerate(meant) if each != 0]
    none: Value = node.data  # type: ignore[assignment]
    certain = [row for row in rows if meant[row[0]] == 1]

    def beaten(row: tuple[int, list[tuple[int, int]]]) -> bool:
        best = [high for _, high in row[1]]
        for other, ends in certain:
            least = [low for low, _ in ends]
            if other != row[0] and (least > best or (least == best and other < row[0])):
                return True
        return False

    possible: list[Value] = [values[row[0]] for row in rows if not beaten(row)]
    return hull(possible if certain else [*possible, none])


def _hours(node: Node, columns: Columns) -> Value:
    measure: Measure = node.data  # type: ignore[assignment]
    if not columns[0]:
        return 0
    fewest, most = _periods(columns, measure, certain=True), _periods(columns, measure, certain=False)
    (start, late), (end, last) = bounds(columns[4][0]), bounds(columns[5][0])
    narrow, wide = (late, end), (start, last)
    if not measure.grouped:
        return between(hours(fewest, narrow, measure), hours(most, wide, measure))
    return between(
        _best_group(fewest, narrow, measure, together=False), _best_group(most, wide, measure, together=True)
    )


def _periods(columns: Columns, measure: Measure, *, certain: bool) -> list[Period]:
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
    named = [period for period in periods if known(period.group)]  # type: ignore[arg-type]
    unnamed = [period for period in periods if not known(period.group)]  # type: ignore[arg-type]
    if not together:
        alone = [hours([period], window, measure) for period in unnamed]
        return max([*by_group(named, window, measure).values(), *alone], default=0)
    groups = {period.group: [each for each in named if each.group == period.group] for period in named} or {None: []}
    return max(hours([*group, *unnamed], window, measure) for group in groups.values())


def _leading(node: Node, columns: Columns) -> Value:
    measure: Measure = node.data  # type: ignore[assignment]
    rows = [index for index, meant in enumerate(columns[0]) if meant != 0]
    values = columns[-1]
    if not rows:
        return measure.none
    certain = all(columns[0][index] == 1 and all(known(column[index]) for column in columns[1:7]) for index in rows)
    if not certain:
        return hull([measure.none, *(values[index] for index in rows)])
    window = (bounds(columns[4][0])[0], bounds(columns[5][0])[0])
    counted = by_group(_periods(columns, measure, certain=True), window, measure)
    best = max(counted, key=lambda group: counted[group])
    if counted[best] == 0:
        return measure.none
    return values[next(index for index in rows if columns[6][index] == best)]


GATHERINGS: dict[Op, Gathering] = {
    Op.EXISTS: _exists,
    Op.TOTAL: _total,
    Op.LOWEST: _extreme,
    Op.HIGHEST: _extreme,
    Op.PICK: _pick,
    Op.HOURS: _hours,
    Op.LEADING: _leading,
}
"""Every operation over records."""
