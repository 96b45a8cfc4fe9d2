"""A batch of candidates as it came, and its columns in inside form, each made once when it is first wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ronde.model.types import NotOfType, Type
from ronde.pool.column import Array
from ronde.pool.door import Form, Raw, RawList, read_column, read_list
from ronde.pool.layout import Layout
from ronde.pool.typed import FITTING, Typed, typed
from ronde.read.meaning.records import MOST_RECORDS


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be answered: its position in the batch, the field, and why."""

    row: int
    field: str
    why: NotOfType


class Batch:
    """The columns of a batch. `strangers` numbers its texts that no rule names."""

    def __init__(self, batch: pa.RecordBatch, layout: Layout) -> None:
        self.batch, self.layout = batch, layout
        self.rows: int = batch.num_rows
        self.strangers: dict[str, int] = {}
        self._columns = {name: read_column(batch.column(name)) for name in layout.facts}
        self._lists = {name: read_list(batch.column(name)) for name in layout.lists}
        self._typed: dict[tuple[str, int, int], Typed] = {}

    def list_of(self, name: str) -> RawList:
        """A list of records."""
        return self._lists[name]

    @property
    def record_facts(self) -> dict[str, str]:
        """The facts of records that have a column, each with its list."""
        return {f"{name}.{field}": name for name, each in self._lists.items() for field in each.fields}

    def typed(self, name: str, kind: Type, codes: frozenset[str] | None) -> Typed:
        """The column of a fact of candidates or of records, in inside form. What is of the same type (one and the same
        object) is read once."""
        key = (name, id(kind), id(codes))
        if key not in self._typed:
            self._typed[key] = typed(_fit(self._raw(name), kind), kind, codes)
        return self._typed[key]

    def _raw(self, name: str) -> Raw:
        if name in self._columns:
            return self._columns[name]
        found = self.record_facts[name]
        return self._lists[found].fields[name.removeprefix(f"{found}.")]

    def wrong(self, name: str, column: Typed) -> Iterator[Wrong]:
        """The rows whose value of a fact is none."""
        owners = None if name in self._columns else self._lists[self.record_facts[name]].owners
        for row, why in column.bad:
            yield Wrong(row if owners is None else int(owners[row]), name, why)

    def wrong_lists(self) -> Iterator[Wrong]:
        """The rows whose lists of records cannot be read, or are too long."""
        for name, each in self._lists.items():
            for row in each.bad:
                yield Wrong(row, name, NotOfType("profile-not-list"))
            for long in np.flatnonzero(each.counts > MOST_RECORDS):
                yield Wrong(int(long), name, NotOfType("profile-too-many", most=MOST_RECORDS))

    def longest(self, lists: Iterable[str]) -> Array | None:
        """For each row the number of records in the longest of its lists (None where there are no lists)."""
        counts = [self._lists[name].counts for name in lists]
        return np.maximum.reduce(counts) if counts else None


def _fit(raw: Raw, kind: Type) -> Raw:
    """The column as text, where its form is not one of those of the type but was on another date."""
    if raw.form in FITTING[kind.kind]:
        return raw
    numbers, where = np.unique(raw.values, return_inverse=True)
    return Raw(Form.TEXT, where, raw.given, tuple(str(each) for each in numbers.tolist()))
