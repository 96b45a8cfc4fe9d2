"""One value for each row: a column of least and greatest values, and the texts that stand in columns as numbers.

A column of an ordered type is a pair of arrays, the bounds of each row's value; where every row is known both are one
and the same array, and work is done once. A column of texts is one array of their numbers in a lexicon, -1 where
unknown. Shapes: `(rows,)`, or `(places, rows)` for a list of records (place by place, absent records included), or
`(1,)` for a value that all rows share; NumPy's broadcasting joins them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ronde.model.nodes import Node, Op, Plan
from ronde.model.payloads import Table
from ronde.model.types import Kind, Type, Value

Array: TypeAlias = NDArray[Any]
"""An array of rows, of any kind of number."""

UNKNOWN_TEXT = -1
TEXT_DTYPE = np.dtype(np.int32)
"""How the numbers of texts are held where a row may bring one that no rule names."""

WIDTHS = tuple((np.dtype(f"i{size}"), -(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1) for size in (1, 2, 4, 8))
"""The types of whole numbers, from the narrowest on, each with the least and the greatest that it holds."""


@dataclass(frozen=True, slots=True)
class Column:
    """The bounds of each row's value. `hi` is `lo` itself where every row is known, and always for texts."""

    lo: Array
    hi: Array

    @property
    def exact(self) -> bool:
        """Whether there are no bounds to tell apart: every row known, or texts."""
        return self.hi is self.lo

    @property
    def shared(self) -> bool:
        """Whether all rows share one value."""
        return self.lo.size == 1 and self.hi.size == 1


OnRows: TypeAlias = Callable[[Sequence[Column]], Column]
"""What finds the column of a node from its arguments' columns."""

OnRecords: TypeAlias = Callable[[Array, Sequence[Column]], Column]
"""What finds a candidate's column from the places that hold records and the columns of those records."""


def exactly(values: Array) -> Column:
    """The column of known values, or of texts."""
    return Column(values, values)


def pair(lo: Array, hi: Array) -> Column:
    """The column with these bounds; one array where a shared value is known."""
    if hi is lo or (lo.size == 1 and hi.size == 1 and lo.item() == hi.item()):
        return Column(lo, lo)
    return Column(lo, hi)


def some_of(rows: Array) -> Array:
    """For each candidate whether it holds of some place."""
    found: Array = np.logical_or.reduce(rows, axis=0)
    return found


def settled(column: Column) -> Column:
    """The column with one array where its bounds turn out to be equal in every row."""
    if column.exact or not np.array_equal(column.lo, column.hi):
        return column
    return exactly(column.lo)


def known(column: Column, kind: Type) -> Array:
    """Which rows are known, of a column of this type: one value for all of them where all are."""
    if not kind.ordered:
        told: Array = column.lo != UNKNOWN_TEXT
        return np.ones(1, bool) if told.all() else told
    if column.exact:
        return np.ones(1, bool)
    same: Array = column.lo == column.hi
    return same


def where(condition: Array, yes: Column, no: Column) -> Column:
    """One column where a condition holds and another elsewhere."""
    lo = either(condition, yes.lo, no.lo)
    if yes.exact and no.exact:
        return exactly(lo)
    return pair(lo, either(condition, yes.hi, no.hi))


def either(condition: Array, yes: Array, no: Array) -> Array:
    """One array where a condition holds and another elsewhere: `numpy.where` in bits, several times as fast."""
    dtype: np.dtype[Any] = np.result_type(yes, no)
    found: Array
    if dtype.kind == "b":
        found = (condition & yes) | (~condition & no)
        return found
    mask = np.negative(condition.view(np.int8)).astype(dtype, copy=False)
    found = no ^ ((yes ^ no) & mask)
    return found


def hull(first: Column, second: Column, kind: Type) -> Column:
    """What is certain of each row when either column's value is possible."""
    if not kind.ordered:
        return exactly(either(first.lo == second.lo, first.lo, np.array([UNKNOWN_TEXT], np.int8)))
    return pair(np.minimum(first.lo, second.lo), np.maximum(first.hi, second.hi))


def width(low: int, high: int) -> np.dtype[Any]:
    """The narrowest type of whole number that holds both."""
    for each, least, greatest in WIDTHS:
        if least <= low and high <= greatest:
            return each
    raise OverflowError(f"{low} to {high}")


class Context:
    """What the columns of one plan share: the number of each text that its rules name, and how wide numbers are.

    The first numbers, up to `choices`, are those of the texts that may be chosen: they are few, so that choices take
    one byte. Texts that no rule names get numbers from `strangers` on: all tables and lists treat them alike. `wide` is
    set where a value may be supplied beyond the bounds that the plan found (a constant, replaced): numbers then take 64
    bits.
    """

    def __init__(self, plan: Plan, *, wide: bool = False) -> None:
        self.plan = plan
        self.wide = wide
        choices = set(_choices(plan))
        texts = (*sorted(choices), *sorted(set(_texts(plan)) - choices))
        self.lexicon = {text: number for number, text in enumerate(texts)}
        self.choices = len(choices)

    @property
    def strangers(self) -> int:
        """The number of the first text that no rule names."""
        return len(self.lexicon)

    def dtype(self, kind: Type) -> np.dtype[Any]:
        """How values of a type are held."""
        if kind.kind is Kind.YES_NO:
            return np.dtype(bool)
        if not kind.ordered:
            return width(UNKNOWN_TEXT, self.choices) if kind.kind is Kind.CHOICE else TEXT_DTYPE
        return np.dtype(np.int64) if self.wide else width(kind.low, kind.high)

    def sums(self, bound: int) -> np.dtype[Any]:
        """How whole numbers up to a bound, and down to its opposite, are held."""
        return np.dtype(np.int64) if self.wide else width(-bound, bound)

    def column(self, value: Value, kind: Type) -> Column:
        """The column that all rows share, of one value."""
        dtype = self.dtype(kind)
        if isinstance(value, tuple):
            return Column(*(_one(end, dtype) for end in value))
        if value is None:
            return exactly(_one(UNKNOWN_TEXT, dtype))
        return exactly(_one(self.lexicon[value] if isinstance(value, str) else value, dtype))

    def unknown(self, kind: Type) -> Column:
        """The column that all rows share, of nothing known."""
        return self.column(kind.unknown, kind)

    def by_text(self, numbers: Array, kind: Type) -> Array:
        """Positions in an array with one place for each text, one for strangers and a last one (-1) for the unknown."""
        return numbers if kind.kind is Kind.CHOICE else np.minimum(numbers, self.strangers)


def _one(value: int, dtype: np.dtype[Any]) -> Array:
    """One value in an array, in a wider type where it needs one."""
    if dtype.kind == "i" and dtype.itemsize < width(value, value).itemsize:
        dtype = np.dtype(np.int64)
    return np.array([value], dtype)


def _choices(plan: Plan) -> Iterator[str]:
    """Every text that may be chosen."""
    for about in plan.facts.values():
        yield from about.type.choices
    for node in plan.nodes:
        if node.type.choices:
            yield from node.type.choices


def _texts(plan: Plan) -> Iterator[str]:
    """Every text that a plan names, other than as one that may be chosen."""
    for items in plan.codes.values():
        yield from items
    for node in plan.nodes:
        if node.data is not None:
            yield from _of_data(node)


def _of_data(node: Node) -> Iterator[str]:
    found: Iterable[object] = ()
    match node.data:
        case str():
            found = (node.data,) if node.op is not Op.GIVEN else ()
        case frozenset():
            found = node.data
        case dict():
            found = (*node.data, *node.data.values())
        case Table():
            found = (*node.data.cells, *(text for axis in node.data.axes for text in axis.values or ()))
        case _:
            found = (getattr(node.data, "none", None),)
    return (each for each in found if isinstance(each, str))
