"""A batch of candidates as it came, and its columns in inside form, each made once when it is first wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from ronde.columns.binding import Binding
from ronde.columns.coerce import FITTING, Typed, typed, without_foreign
from ronde.columns.decode import Form, Raw, given_by_all, read_column, read_list
from ronde.columns.fact_types import hint
from ronde.columns.wrong_values import FINE, Reasons, one
from ronde.inputs.possible import Elsewhere
from ronde.model.limits import MOST_RECORDS
from ronde.model.types import NotOfType, Type
from ronde.operations.arrays import Array


@dataclass(frozen=True, slots=True)
class Wrong:
    """Rows that cannot be answered: their positions in the batch, the field, and for each the number of its reason."""

    rows: Array
    field: str
    which: Array
    reasons: Reasons

    def only(self, some: Array | slice) -> Wrong:
        """Some of these rows, by a mask, positions or a stretch."""
        return Wrong(self.rows[some], self.field, self.which[some], self.reasons)


def wrong_at(rows: Array, field: str, why: NotOfType) -> Wrong:
    """Rows that cannot be answered for one reason."""
    return Wrong(rows, field, np.zeros(len(rows), np.int32), one(why))


class Batch:
    """The columns of a batch. `strangers` numbers its texts that no rule names; `elsewhere` says what facts are on
    other days."""

    def __init__(self, batch: pa.RecordBatch, layout: Binding, elsewhere: Elsewhere) -> None:
        self.batch, self.layout, self.elsewhere = batch, layout, elsewhere
        self.rows: int = batch.num_rows
        self.strangers: dict[str, int] = {}
        self._columns: dict[str, Raw] = {}
        self._lists = {name: read_list(batch.column(name)) for name in layout.lists}
        self._typed: dict[tuple[str, Type, frozenset[str] | None], Typed] = {}

    @cached_property
    def record_facts(self) -> dict[str, str]:
        """The facts of records that have a column, each with its list."""
        names = {f"{name}.{field}": name for name, each in self._lists.items() for field in each.fields}
        return {name: own for name, own in names.items() if name in self.layout.inside[own]}

    def typed(self, name: str, kind: Type, codes: frozenset[str] | None) -> Typed:
        """The column of a fact of candidates or of records, in inside form. What is of the same type is read once."""
        key = (name, kind, codes)
        if key not in self._typed:
            column = typed(_fit(self._raw(name), kind), kind, codes)
            if len(column.bad.rows):
                others = (each for each in self.elsewhere.values(name) if each != (kind, codes))
                column = without_foreign(column, (self._read(name, *each) for each in others))
            self._typed[key] = column
        return self._typed[key]

    def _read(self, name: str, kind: Type, codes: frozenset[str] | None) -> Typed:
        """The column of a fact by the type that it has on another day."""
        return typed(_fit(self._raw(name), kind), kind, codes)

    def owners(self, name: str) -> Array:
        """The candidates whose records the rows of a column of records are of."""
        return self._lists[self.record_facts[name]].owners

    def list_of(self, name: str) -> tuple[Array, Array, Array | None]:
        """Of a list of records: for each row how many records it has, where the first stands, and whether it gives a
        list (None: all do)."""
        each = self._lists[name]
        return each.counts, each.starts, each.given

    def _raw(self, name: str) -> Raw:
        own = self.record_facts.get(name)
        if own is not None:
            return self._lists[own].fields[name.removeprefix(f"{own}.")]
        if name not in self._columns:
            self._columns[name] = read_column(self.batch.column(name))
        return self._columns[name]

    def foreign(self) -> set[str]:
        """The facts of which some row says what only the rules of other days know, of the columns read so far."""
        return {name for (name, *_), column in self._typed.items() if column.foreign is not None}

    def foreign_rows(self) -> Iterator[Array]:
        """The rows in which they do (masks), column by column."""
        return (column.foreign for column in self._typed.values() if column.foreign is not None)

    def supplies(self, name: str, foreign: Array | None = None) -> Array | None:
        """Which rows give a fact in place of its definition (None: all); of a fact of records, those in which every
        record does, and there is one. What is `foreign` to a row's own rules gives nothing."""
        whole = name not in self.record_facts and given_by_all(self.batch.column(name))
        given = None if whole else self._raw(name).given
        if foreign is not None:
            given = ~foreign if given is None else given & ~foreign
        if name not in self.record_facts:
            return given
        own = self._lists[self.record_facts[name]]
        some: Array = own.counts > 0
        if given is None:
            return some
        wanting: Array = np.bincount(own.owners[~given], minlength=self.rows)
        every: Array = some & (wanting == 0)
        return every

    def wrong(self, name: str, column: Typed) -> Wrong:
        """The rows whose value of a fact is none."""
        rows, which, reasons = column.bad.rows, column.bad.which, column.bad.reasons
        if name in self.record_facts:
            rows = self.owners(name).take(rows)
        return Wrong(rows, name, which, reasons)

    def wrong_lists(self) -> Iterator[Wrong]:
        """The rows whose lists of records cannot be read or are too long, or whose records say what is no fact."""
        for name, each in self._lists.items():
            yield wrong_at(each.bad, name, NotOfType("profile-not-list"))
            for row, twice in each.twice.items():
                yield wrong_at(np.array([row]), name, NotOfType("profile-twice", name=f"{name}.{twice}"))
            long = np.flatnonzero(each.counts > MOST_RECORDS)
            yield wrong_at(long, name, NotOfType("profile-too-many", most=MOST_RECORDS))
            for field, raw in each.fields.items():
                full = f"{name}.{field}"
                if full not in self.layout.inside[name]:
                    rows = np.unique(each.owners if raw.given is None else each.owners[raw.given])
                    yield wrong_at(rows, full, NotOfType("profile-unknown", close=hint(full, self.layout.inside[name])))

    def longest(self, lists: Iterable[str]) -> Array | None:
        """For each row the number of records in the longest of its lists (None where there are no lists)."""
        counts = [self._lists[name].counts for name in lists]
        return np.maximum.reduce(counts) if counts else None


class Ordered:
    """A batch of which some rows are worked on in an order (None: all, as they come)."""

    def __init__(self, batch: Batch, order: Array | None) -> None:
        self.batch, self.order = batch, order
        self._columns: dict[tuple[str, Type, frozenset[str] | None], Typed] = {}

    def column(self, name: str, kind: Type, codes: frozenset[str] | None) -> Typed:
        """The column of a fact of candidates, in inside form and in the order; one of records, as it stands."""
        column = self.batch.typed(name, kind, codes)
        if self.order is None or name in self.batch.record_facts:
            return column
        key = (name, kind, codes)
        if key not in self._columns:
            given, foreign = (None if each is None else self.of(each) for each in (column.given, column.foreign))
            self._columns[key] = Typed(self.of(column.values), given, FINE, column.texts, column.wrong, foreign)
        return self._columns[key]

    def list_of(self, name: str) -> tuple[Array, Array, Array | None]:
        """The same as of the batch, in the order."""
        counts, starts, given = self.batch.list_of(name)
        return self.of(counts), self.of(starts), None if given is None else self.of(given)

    def of(self, values: Array) -> Array:
        """The values of the rows, in the order."""
        return values if self.order is None else values.take(self.order, mode="clip")


def _fit(raw: Raw, kind: Type) -> Raw:
    """The column as text, where its form is not one of those of the type but was on another date."""
    if raw.form in FITTING[kind.kind]:
        return raw
    numbers, where = np.unique(raw.values, return_inverse=True)
    return Raw(Form.TEXT, where, raw.given, pa.array([str(each) for each in numbers.tolist()], pa.string()))
