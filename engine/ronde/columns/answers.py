"""The answers to a batch: arrays filled block by block, then Arrow columns; unknown is null, never false or zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.columns.wrong_values import FINE, Bad, of_values
from ronde.evaluate.carried import Carried, all_carried
from ronde.model.types import Kind, NotOfType, Type, show_number
from ronde.operations.array_calendar import EPOCH
from ronde.operations.arrays import TEXT_DTYPE, UNKNOWN_TEXT, Array, Column, Context, pair

LOW, HIGH = ".low", ".high"
DIGITS = 18
NARROW = 2**31 - 1


@dataclass(frozen=True)
class Answers:
    """What came of a batch, in the order of its rows.

    `rows`: what was carried, then one column for each fact (null: unknown, or not defined by the rules of that date).
    `rejects`: position in the batch, identifier, field, reason. `contradicted`: for each fact how many rows supply a
    value that the rest of the row contradicts. `cautions`: by code, what a reader must know of them.
    """

    rows: pa.RecordBatch
    rejects: pa.RecordBatch
    contradicted: Mapping[str, int]
    cautions: Mapping[str, Carried] = field(default_factory=dict)


def arrow_type(kind: Type) -> pa.DataType:
    """The Arrow type of the answers of a type."""
    if kind.kind is Kind.YES_NO:
        return pa.bool_()
    if kind.kind is Kind.DATE:
        return pa.date32()
    if not kind.ordered:
        return pa.string()
    if kind.decimals:
        return pa.decimal128(DIGITS, kind.decimals)
    return pa.int32() if kind.low >= -NARROW and kind.high <= NARROW else pa.int64()


def alike(kind: Type) -> Kind:
    """One kind for all whose answers are written alike."""
    if not kind.ordered:
        return Kind.TEXT
    return Kind.NUMBER if kind.kind is Kind.MONEY else kind.kind


def same_form(kind: Type, other: Type) -> bool:
    """Whether the values of two types are written alike, to the same decimal."""
    return alike(kind) == alike(other) and kind.decimals == other.decimals


def fact_fields(name: str, kind: Type, bounds: bool) -> list[pa.Field]:
    """The columns of a fact."""
    found = [pa.field(name, arrow_type(kind))]
    if bounds and kind.ordered:
        found += [pa.field(f"{name}{end}", arrow_type(kind)) for end in (LOW, HIGH)]
    return found


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say of a fact in some rows: values of a type, for texts their numbers in the answers by those of
    the rules, and in which rows the fact is defined (None: all)."""

    column: Column
    kind: Type
    texts: Array
    defined: Array | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact asked for, of some rules: its node, the type of its answers, whether its bounds are asked for too, and for
    each place of a row's rules whether they define it (None: all do)."""

    node: int
    kind: Type
    bounds: bool
    scope: Array | None


class Filling:
    """The answers of one fact, being filled block by block; a block of all rows is taken as it is."""

    def __init__(self, rows: int, kind: Type, bounds: bool) -> None:
        self.kind, self.rows = kind, rows
        self.bounds = bounds and kind.ordered
        self.dtype: np.dtype[Any] = np.dtype(TEXT_DTYPE)
        if kind.ordered:
            self.dtype = np.dtype(np.int32 if arrow_type(kind).bit_width == 32 else np.int64)
        if kind.kind is Kind.YES_NO:
            self.dtype = np.dtype(bool)
        self._filled: _Filled | None = None

    @property
    def filled(self) -> _Filled:
        """What is filled in; rows of which nothing was said are unknown."""
        if self._filled is None:
            rows, ordered = self.rows, self.kind.ordered
            lo = np.zeros(rows, self.dtype) if ordered else np.full(rows, UNKNOWN_TEXT, self.dtype)
            hi = np.zeros(rows, self.dtype) if self.bounds else lo
            self._filled = _Filled(lo, hi, np.zeros(rows, bool), np.zeros(rows, bool) if self.bounds else None)
        return self._filled

    def put(self, places: slice, answer: Answer) -> Bad:
        """Fill in some rows, and say which cannot be told: on another date a fact may be of a type that has values
        beyond those of the answers. A fact of another kind is as one that is not defined."""
        column, kind, there = answer.column, answer.kind, answer.defined
        if alike(kind) != alike(self.kind):
            return FINE
        if not self.kind.ordered:
            found = in_answers(column.lo.astype(TEXT_DTYPE, copy=False), answer.texts)
            self.filled.lo[places] = found if there is None else np.where(there, found, UNKNOWN_TEXT)
            return FINE
        bad = FINE
        if kind.decimals != self.kind.decimals or not self._holds(column):
            column, bad = self._fitted(column, kind, places.stop - places.start)
            bad = bad if there is None else bad.only(there[bad.rows])
        told = None if column.exact else column.lo == column.hi
        told = there if told is None else told if there is None else told & there
        if places == slice(0, self.rows):
            lo = self._of_all(column.lo)
            hi = lo if column.hi is column.lo else self._of_all(column.hi)
            self._filled = _Filled(lo, hi, None if told is None else np.broadcast_to(told, self.rows), there)
        else:
            self.filled.put(places, column, told, there)
        return bad

    def _of_all(self, values: Array) -> Array:
        """The values of all rows, as the answers hold them."""
        values = values if len(values) == self.rows else np.broadcast_to(values, self.rows)
        return values.astype(self.dtype, copy=False)

    def _holds(self, column: Column) -> bool:
        """Whether every bound is one that the answers can hold."""
        if column.lo.dtype.itemsize <= self.dtype.itemsize:
            return True
        ends = np.iinfo(self.dtype)
        return bool(column.lo.min(initial=0) >= ends.min and column.hi.max(initial=0) <= ends.max)

    def _fitted(self, column: Column, kind: Type, rows: int) -> tuple[Column, Bad]:
        """A column with the decimals of the answers, and the rows whose value these cannot hold."""
        up, down = (
            10 ** max(0, each) for each in (self.kind.decimals - kind.decimals, kind.decimals - self.kind.decimals)
        )
        came = [end.astype(np.int64) for end in (column.lo, column.hi)]
        least, most = np.iinfo(self.dtype).min, np.iinfo(self.dtype).max

        def why(value: np.int64) -> NotOfType:
            written = show_number(int(value), kind.decimals)
            if value % down:
                return NotOfType("value-decimals", value=written, decimals=self.kind.decimals)
            low, high = (show_number(each, self.kind.decimals) for each in (least, most))
            return NotOfType("value-out-of-bounds", value=written, low=low, high=high)

        lost = [(each % down != 0) | (each < least * down // up) | (each > most * down // up) for each in came]
        some = (lost[0] | lost[1]) & (self.bounds | (came[0] == came[1]))
        bad = of_values(np.broadcast_to(some, rows), np.broadcast_to(np.where(lost[0], *came), rows), why)
        return pair(*(each // down * up for each in came)), bad

    def columns(self, places: Array | None, texts: Mapping[str, int], strangers: Mapping[str, int]) -> list[pa.Array]:
        """The Arrow columns of the answers that stand in these places (None: all, in order)."""
        filled = self.filled
        lo = _at(filled.lo, places)
        if not self.kind.ordered:
            return [text_column(lo, texts, strangers)]
        told = None if filled.told is None or filled.told.all() else _at(filled.told, places)
        found = [_column(lo, told, self.kind)]
        if self.bounds:
            defined = None if filled.defined is None else _at(filled.defined, places)
            found += [_column(lo, defined, self.kind), _column(_at(filled.hi, places), defined, self.kind)]
        return found


@dataclass(frozen=True, slots=True)
class _Filled:
    """The bounds of the answers, which of them are known, and in which rows the fact is defined (None: all)."""

    lo: Array
    hi: Array
    told: Array | None
    defined: Array | None

    def put(self, places: slice, column: Column, told: Array | None, defined: Array | None) -> None:
        """Fill in some rows."""
        assert self.told is not None
        self.lo[places] = column.lo
        self.told[places] = True if told is None else told
        if self.hi is not self.lo:
            self.hi[places] = column.hi
        if self.defined is not None:
            self.defined[places] = True if defined is None else defined


def _at(values: Array, places: Array | None) -> Array:
    return values if places is None else values.take(places, mode="clip")


def _column(values: Array, told: Array | None, kind: Type) -> pa.Array:
    """An Arrow column of ordered values, of which some are told (None: all)."""
    mask = None if told is None or told.all() else np.packbits(told, bitorder="little")
    if kind.kind is Kind.YES_NO:
        return arrow_column(kind, len(values), np.packbits(values, bitorder="little"), mask)
    days = (values - EPOCH).astype(np.int32) if kind.kind is Kind.DATE else values
    return arrow_column(kind, len(values), np.ascontiguousarray(days), mask)


def arrow_column(kind: Type, rows: int, values: Array, mask: Array | None) -> pa.Array:
    """An Arrow column of ordered values, from arrays as Arrow holds them: truths, and the mask of the values that are
    told (None: all), eight to a byte; days from the epoch."""
    if kind.decimals:
        halves = np.empty((rows, 2), np.int64)
        halves[:, 0] = values
        np.right_shift(halves[:, 0], 63, out=halves[:, 1])
        values = halves
    buffers = [None if mask is None else pa.py_buffer(mask), pa.py_buffer(values)]
    return pa.Array.from_buffers(arrow_type(kind), rows, buffers)


def text_column(numbers: Array, texts: Mapping[str, int], strangers: Mapping[str, int]) -> pa.Array:
    """An Arrow column of texts: those of the rules from 0 on, those of the batch alone from -2 downwards."""
    ruled = [*texts]
    every = pa.array([*ruled, *strangers], pa.string())
    places = np.where(numbers < UNKNOWN_TEXT, len(ruled) - 2 - numbers, numbers)
    return every.take(pa.array(places, pa.int32(), mask=numbers == UNKNOWN_TEXT))


def in_answers(numbers: Array, texts: Array) -> Array:
    """The numbers in the answers of texts by those of the rules; texts that no rule names go from -2 downwards."""
    strangers = len(texts) - 1
    found = texts.take(np.minimum(numbers, strangers), mode="wrap")
    return np.where(numbers < strangers, found, strangers - 2 - numbers)


def renumbered(context: Context, texts: dict[str, int]) -> Array:
    """For each text of a plan its number in the answers, new ones added; the last place is of the unknown."""
    found = [texts.setdefault(text, len(texts)) for text in context.lexicon]
    return np.array([*found, UNKNOWN_TEXT], TEXT_DTYPE)


def mended(whole: Answers, some: Answers, rows: Array, names: Iterable[str]) -> Answers:
    """The answers to a batch of which some rows, in order, are answered by themselves: those of the columns of these
    names and all else that is told of them."""
    set_aside = np.unique(some.rejects.column("row"))
    kept = np.ones(whole.rows.num_rows, bool)
    kept[rows[set_aside]] = False
    again = np.zeros(len(kept), bool)
    again[np.delete(rows, set_aside)] = True
    found, mask = whole.rows, pa.array(again)
    for name in names:
        place = found.schema.get_field_index(name)
        column = pc.replace_with_mask(found.column(place), mask, some.rows.column(name))
        found = found.set_column(place, found.schema.field(place), column)
    found = found if kept.all() else found.filter(pa.array(kept))
    places = pa.array(rows[some.rejects.column("row")], some.rejects.schema.field("row").type)
    rejects = some.rejects.set_column(0, "row", places)
    return Answers(found, rejects, some.contradicted, all_carried([whole.cautions, some.cautions]))


def joined(pieces: Sequence[Answers], rows: int) -> Answers:
    """The answers to a batch from those to its pieces, of so many rows each (the last may have fewer)."""
    contradicted: dict[str, int] = {}
    rejects = []
    for number, each in enumerate(pieces):
        row = pc.add(each.rejects.column("row"), number * rows)
        rejects.append(each.rejects.set_column(0, "row", row))
        for name, count in each.contradicted.items():
            contradicted[name] = contradicted.get(name, 0) + count
    cautions = all_carried(each.cautions for each in pieces)
    return Answers(
        pa.concat_batches([each.rows for each in pieces]), pa.concat_batches(rejects), contradicted, cautions
    )
