"""Tables of several plans made one: cells are cut wherever any of them cuts, and the number of the rules is a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod

import numpy as np

from ronde.model.payloads import Axis, Table
from ronde.model.types import Type, Value
from ronde.operations.arrays import Array
from ronde.operations.table.column import FEW

MOST = 2**11
"""The most cells of one table for several: where a key is unknown, a look-up takes the square of them."""


def by_rules(values: Mapping[int, Value]) -> Table:
    """The table of one value for each of several plans, by their number; a number without one may have any."""
    axis, numbers = _rules([(number, value) for number, value in values.items()])
    return Table((axis,), tuple(values[number] for number in numbers), (), ())  # type: ignore[misc]  # unknown ones too


def stacked(tables: Mapping[int, Table], keys: Sequence[Type], kind: Type) -> Table | None:
    """One table for those of several plans, by their number, whose values are of a type. None where it would be too
    large. The number of the rules is a key more, the last, unless all tables say the same."""
    first = next(iter(tables.values()))
    if all((each.axes, each.cells, each.beyond) == (first.axes, first.cells, first.beyond) for each in tables.values()):
        return first
    if any(each.beyond and key.high - key.low >= FEW for each in tables.values() for key in keys):
        return None
    axes = [
        _cut([each.axes[place] for each in tables.values()], key, every=any(t.beyond for t in tables.values()))
        for place, key in enumerate(keys)
    ]
    if prod(each.size for each in axes) * len(tables) > FEW:
        return None
    cells = {number: _cells(each, axes, kind) for number, each in tables.items()}
    axis, numbers = _rules([(number, tuple(each)) for number, each in cells.items()])
    if prod(each.size for each in axes) * axis.size > MOST:
        return None
    if axis.size == 1:
        return Table(tuple(axes), tuple(cells[numbers[0]]), (), ())
    every = zip(*(cells[number] for number in numbers), strict=True)
    return Table((*axes, axis), tuple(value for values in every for value in values), (), ())


def _rules(said: Sequence[tuple[int, object]]) -> tuple[Axis, list[int]]:
    """How the numbers of the rules are cut where neighbours say the same, and a number that stands for each cell."""
    starts, numbers, before = [0], [said[0][0]], said[0][1]
    for number, value in said[1:]:
        if value != before:
            starts.append(number)
            numbers.append(number)
            before = value
    return Axis(tuple(starts), None, len(starts)), numbers


def _cut(axes: Sequence[Axis], kind: Type, *, every: bool) -> Axis:
    """An axis that cuts wherever one of several does, or at every value of the key."""
    if every:
        starts = tuple(range(kind.low, kind.high + 1))
        return Axis(starts, None, len(starts))
    if axes[0].values is None:
        starts = tuple(sorted({start for each in axes for start in each.starts}))
        return Axis(starts, None, len(starts))
    texts = sorted({text for each in axes for text in each.values or ()})
    return Axis((), {text: number for number, text in enumerate(texts)}, len(texts) + 1)


def _cells(table: Table, axes: Sequence[Axis], kind: Type) -> list[int | str]:
    """The values of a table in the cells of other axes, which cut finer. Keys that only other tables have may come to
    any value of the type."""
    shape = tuple(axis.size for axis in table.axes)
    cells: Array = np.array(table.cells, object if isinstance(table.cells[0], str) else np.int64).reshape(shape)
    there = [list(_places(own, axis)) for own, axis in zip(table.axes, axes, strict=True)]
    found = cells[np.ix_(*there)]
    if table.beyond:
        last, beyond = len(table.axes[0].starts) - 1, table.beyond
        places = zip(axes[0].starts, there[0], strict=True)
        more = [beyond.more(start) if cell == last else 0 for start, cell in places]
        found = np.clip(found + np.array(more), kind.low, kind.high)
    return found.reshape(-1).tolist()


def _places(own: Axis, finer: Axis) -> Iterator[int]:
    """The cell of an axis in which each cell of a finer one lies."""
    if finer.values is None:
        return (own.cell(start) for start in finer.starts)
    return (own.cell(text) if text is not None else own.size - 1 for text in (*finer.values, None))
