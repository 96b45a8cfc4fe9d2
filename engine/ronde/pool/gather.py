"""Every operation over a list of records in columns: arrays of places by candidates in, one value a candidate out.

Each means what its namesake in `ronde.run.gather` means. `present` says which places hold a record at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np

from ronde.model.nodes import Measure, Node, Op
from ronde.model.types import Type
from ronde.pool.column import UNKNOWN_TEXT, Array, Column, Setting, exactly, hull, known, pair, settled, some_of, where
from ronde.pool.hours import Periods, hours

Gathering: TypeAlias = Callable[[Array, Sequence[Column]], Column]
"""What finds a candidate's column from the places that hold records and the columns of those records."""


def _exists(setting: Setting, node: Node) -> Gathering:
    def step(present: Array, columns: Sequence[Column]) -> Column:
        (meant,) = columns
        lo = some_of(present & meant.lo)
        return exactly(lo) if meant.exact else pair(lo, some_of(present & meant.hi))

    return step


def _total(setting: Setting, node: Node) -> Gathering:
    def step(present: Array, columns: Sequence[Column]) -> Column:
        meant, value = columns
        certain, possible = present & meant.lo, present & meant.hi
        if meant.exact and value.exact:
            return exactly(np.where(certain, value.lo, 0).sum(axis=0, dtype=np.int64))
        lo = np.where(certain, value.lo, np.where(possible, np.minimum(value.lo, 0), 0))
        hi = np.where(certain, value.hi, np.where(possible, np.maximum(value.hi, 0), 0))
        return pair(lo.sum(axis=0, dtype=np.int64), hi.sum(axis=0, dtype=np.int64))

    return step


def _extreme(setting: Setting, node: Node) -> Gathering:
    fold = np.minimum if node.op is Op.LOWEST else np.maximum
    none = exactly(np.array([node.data], np.int64))
    kind = setting.plan.nodes[node.args[2]].type

    def step(present: Array, columns: Sequence[Column]) -> Column:
        meant, value = columns
        possible = present & meant.hi
        some = some_of(possible)
        every = where(some, Column(_over(fold, possible, value.lo), _over(fold, possible, value.hi)), none)
        if meant.exact:
            return exactly(every.lo) if value.exact else settled(every)
        certain = present & meant.lo
        sure = some_of(certain)
        worst = Column(_over(fold, certain, value.lo), _over(fold, certain, value.hi))
        each = Column(_over(np.minimum, possible, value.lo), _over(np.maximum, possible, value.hi))
        doubtful = where(some, hull(each, none, kind), none)
        return settled(where(sure, hull(worst, every, kind), doubtful))

    return step


def _over(fold: np.ufunc, rows: Array, values: Array) -> Array:
    """The extreme of some records' values; of no record, a number that no other reaches."""
    ends = np.iinfo(np.int64)
    idle = ends.max if fold is np.minimum else ends.min
    found: Array = fold.reduce(np.where(rows, values.astype(np.int64), idle), axis=0, initial=idle)
    return found


def _pick(setting: Setting, node: Node) -> Gathering:
    none = setting.column(node.data, node.type)  # type: ignore[arg-type]

    def step(present: Array, columns: Sequence[Column]) -> Column:
        meant, *by, values = columns
        certain, possible = present & meant.lo, present & meant.hi
        shape = present.shape
        best = [np.broadcast_to(each.hi, shape) for each in by]
        least = [np.broadcast_to(each.lo, shape) for each in by]
        rows = range(shape[0])
        standing = []
        for row in rows:
            beaten = np.zeros(shape[1:], bool)
            for other in rows:
                if other != row:
                    before = [each[other] for each in least], [each[row] for each in best]
                    beaten |= certain[other] & _ahead(*before, ties=other < row)
            standing.append(possible[row] & ~beaten)
        wide = Column(*(np.broadcast_to(end, shape) for end in (values.lo, values.hi)))
        return _any_of(standing, wide, none, ~some_of(certain), node.type, exact=values.exact)

    return step


def _ahead(first: Sequence[Array], second: Sequence[Array], *, ties: bool) -> Array:
    """Where one list of numbers comes after another in order of size, the first number counting most."""
    found: Array = np.array([ties])
    for a, b in zip(reversed(first), reversed(second), strict=True):
        found = (a > b) | ((a == b) & found)
    return found


def _any_of(
    standing: Sequence[Array], values: Column, none: Column, none_stands: Array, kind: Type, *, exact: bool
) -> Column:
    """What is certain when any of the standing places' values is possible, and none's where that stands too."""
    found, some = none, none_stands
    for row, stands in enumerate(standing):
        value = exactly(values.lo[row]) if exact else Column(values.lo[row], values.hi[row])
        joined = where(some, hull(found, value, kind), value)
        found, some = where(stands, joined, found), some | stands
    return settled(found) if kind.ordered else found


def _hours(setting: Setting, node: Node) -> Gathering:
    measure: Measure = node.data  # type: ignore[assignment]

    def step(present: Array, columns: Sequence[Column]) -> Column:
        if not len(present):
            return exactly(np.zeros(present.shape[1:], np.int64))
        from_, to = (_first(each) for each in columns[4:6])
        fewest = _measured(
            _periods(present, columns, certain=True), columns, (from_.hi, to.lo), measure, together=False
        )
        if all(each.exact for each in (*columns[:4], from_, to)) and (
            not measure.grouped or bool((columns[6].lo != UNKNOWN_TEXT).all())
        ):
            return exactly(fewest)
        most = _measured(_periods(present, columns, certain=False), columns, (from_.lo, to.hi), measure, together=True)
        return settled(pair(fewest, most))

    return step


def _first(column: Column) -> Column:
    """The value of the first record, for what all records share."""
    if column.lo.ndim == 1:
        return column
    return exactly(column.lo[0]) if column.exact else Column(column.lo[0], column.hi[0])


def _periods(present: Array, columns: Sequence[Column], *, certain: bool) -> Periods:
    """The periods as short as they can be (certain) or as long as they can be."""
    meant, per_week, start, end = columns[:4]
    shape = present.shape
    if certain:
        found = start.hi, end.lo + 1, per_week.lo, present & meant.lo
    else:
        found = start.lo, end.hi + 1, per_week.hi, present & meant.hi
    return Periods(*(np.broadcast_to(each, shape) for each in found))


def _measured(
    periods: Periods, columns: Sequence[Column], window: tuple[Array, Array], measure: Measure, *, together: bool
) -> Array:
    """The hours of all periods, or the most hours of one group."""
    if not measure.grouped:
        return hours(periods, window, measure)
    found: Array = np.maximum.reduce(_by_place(periods, columns[6].lo, window, measure, together=together))
    return found


def _by_place(
    periods: Periods, group: Array, window: tuple[Array, Array], measure: Measure, *, together: bool
) -> list[Array]:
    """For each place the hours of its period's group. Periods whose group is unknown are each alone, or (together)
    with every group."""
    group = np.broadcast_to(group, periods.start.shape)
    unnamed = group == UNKNOWN_TEXT
    found = []
    for place, own in enumerate(group):
        same = (group == own) & ~unnamed
        if together:
            same |= unnamed
        else:
            same[place] = True
        found.append(hours(periods.only(same & periods.counted[place]), window, measure))
    return found


def _leading(setting: Setting, node: Node) -> Gathering:
    measure: Measure = node.data  # type: ignore[assignment]
    none = setting.column(measure.none, node.type)
    kinds = [setting.plan.nodes[arg].type for arg in node.args[1:]]

    def step(present: Array, columns: Sequence[Column]) -> Column:
        if not len(present):
            return none
        shape = present.shape
        possible = present & columns[0].hi
        group = np.broadcast_to(columns[6].lo, shape)
        told = reduce(np.logical_and, [known(each, kind) for each, kind in zip(columns[1:7], kinds[1:7], strict=True)])
        certain = ~some_of(possible & ~(columns[0].lo & told))
        values = Column(*(np.broadcast_to(end, shape) for end in (columns[-1].lo, columns[-1].hi)))
        exact = columns[-1].exact
        window = (_first(columns[4]).lo, _first(columns[5]).lo)
        counted = np.stack(_by_place(_periods(present, columns, certain=True), group, window, measure, together=False))
        counted = np.where(possible, counted, -1)
        leader = counted.argmax(axis=0)
        standing = [possible[place] & (~certain | (leader == place)) for place in range(shape[0])]
        none_stands = ~certain | ~some_of(counted > 0)
        standing = [each & ~(certain & none_stands) for each in standing]
        return _any_of(standing, values, none, none_stands, node.type, exact=exact)

    return step


GATHERINGS: dict[Op, Callable[[Setting, Node], Gathering]] = {
    Op.EXISTS: _exists,
    Op.TOTAL: _total,
    Op.LOWEST: _extreme,
    Op.HIGHEST: _extreme,
    Op.PICK: _pick,
    Op.HOURS: _hours,
    Op.LEADING: _leading,
}
"""Every operation over records."""
