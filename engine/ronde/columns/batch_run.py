"""One batch under way: the blocks to run, the answers being filled in, the rows set aside."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ronde.columns.answers import Answer, Filling
from ronde.columns.arrow_batch import Batch, Wrong, wrong_at
from ronde.columns.bound_plan import Ruled
from ronde.columns.query import Query
from ronde.columns.rejects import rejects
from ronde.model.types import NotOfType, Type
from ronde.operations.arrays import Array

BLOCK = 2**17
"""How many rows run together, or how many records: large enough that Python counts for little, and still in a cache."""

LARGE = 2**22
"""The same of rows that one loop decides, each to its end: no array between its steps has to stay in a cache."""

LENGTHS = (0, 1, 2, 3, 4, 6, 8, 12, 20, 36, 60)
"""Rows whose lists are about as long run together, so that short lists are not stretched to the longest."""


@dataclass(frozen=True, slots=True)
class Span:
    """A block: the number of its rules, and where its rows stand in the order of the work (None: that of the batch)."""

    number: int
    places: slice
    order: Array | None

    @property
    def rows(self) -> Array:
        """The positions in the batch of the rows of the block."""
        if self.order is None:
            return np.arange(self.places.start, self.places.stop)
        return self.order[self.places]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The blocks of a batch, and which of its rows are worked on in what order (None: all, as they come)."""

    order: Array | None
    spans: list[Span]

    def places(self, good: Array) -> Array | None:
        """Where the answer of each good row stands (None: in the order of the rows)."""
        every = bool(good.all())
        if self.order is None:
            return None if every else np.flatnonzero(good)
        found = np.empty(len(good), np.intp)
        found[self.order] = np.arange(len(self.order))
        return found if every else found[good]


def _cut(key: int, first: int, last: int, order: Array | None, block: int) -> Iterator[Span]:
    """Rows under the same rules, with lists about as long, in blocks."""
    number, bucket = divmod(key, len(LENGTHS))
    size = max(1, block // max(1, LENGTHS[bucket]))
    for start in range(first, last, size):
        yield Span(number, slice(start, min(start + size, last)), order)


class BatchRun:
    """One batch under way. `raised` are the rows in which facts' own cautions are, `contrary` (if each row is to be
    marked) those whose supplied value the rest contradicts, both by fact."""

    def __init__(self, batch: Batch, facts: Mapping[str, Type], bounds: bool, *, marked: bool = False) -> None:
        self.batch, self.marked = batch, marked
        self.good = np.ones(batch.rows, bool)
        self.fillings = {name: Filling(batch.rows, kind, bounds) for name, kind in facts.items()}
        self.contradicted: dict[str, int] = {}
        self.raised: dict[str, Array] = {}
        self.contrary: dict[str, Array] = {}
        self._wrong: list[Wrong] = []
        for each in batch.wrong_lists():
            self.reject(each)

    def reject(self, wrong: Wrong) -> None:
        """Set rows aside."""
        if len(wrong.rows):
            self.good[wrong.rows] = False
            self._wrong.append(wrong)

    def arranged(self, numbers: Array, block: int = BLOCK) -> Arrangement:
        """The blocks to run of the good rows, if `numbers` are those of each row's rules: rows under the same rules,
        with lists about as long, `block` rows or records together."""
        longest = self.batch.longest(self.batch.layout.lists)
        buckets = np.zeros(1, np.int16) if longest is None else np.searchsorted(LENGTHS, longest).astype(np.int16)
        wide = numbers.max(initial=0) > np.iinfo(np.int16).max // len(LENGTHS) - 1
        keys = (numbers.astype(np.int32) if wide else numbers) * len(LENGTHS) + buckets
        if self.good.all() and len(keys) and (keys == keys[0]).all():
            return Arrangement(None, list(_cut(int(keys[0]), 0, len(keys), None, block)))
        if self.good.all():
            order = np.argsort(keys, kind="stable")
        else:
            rows = np.flatnonzero(self.good)
            order = rows[np.argsort(keys[rows], kind="stable")]
        keys = keys.take(order)
        edges = [0, *(np.flatnonzero(np.diff(keys)) + 1), len(keys)]
        stretches = itertools.pairwise(edges) if len(keys) else ()
        spans = [each for first, last in stretches for each in _cut(int(keys[first]), first, last, order, block)]
        return Arrangement(order, spans)

    def take(self, span: Span, ruled: Ruled, kinds: Mapping[str, Type], texts: Array) -> None:
        """Take in what the rules say of a block: answers of these types, rows refused, what is contradicted. `texts`
        turns the numbers of the rules' texts into those of the answers."""
        for name, column in ruled.columns.items():
            answer = Answer(column, kinds[name], texts, ruled.defined.get(name))
            bad = self.fillings[name].put(span.places, answer)
            if len(bad.rows):
                self.reject(Wrong(span.rows[bad.rows], name, bad.which, bad.reasons))
        for refused, name, because in ruled.refused:
            rows = span.rows[refused]
            self.reject(wrong_at(rows, name, NotOfType("profile-refused", name=name, because=because)))
        for name, where in ruled.contradicted.items():
            there = where.any(axis=0) if where.ndim > 1 else where
            self.contradicted[name] = self.contradicted.get(name, 0) + int(there.sum())
            if self.marked:
                self._mark(self.contrary, name, span, there)
        for name, there in ruled.raised.items():
            self._mark(self.raised, name, span, there)

    def _mark(self, marks: dict[str, Array], name: str, span: Span, there: Any) -> None:
        """Note the rows of a block in which something is so."""
        if there.any():
            where = marks.setdefault(name, np.zeros(self.batch.rows, bool))
            where[span.rows[np.flatnonzero(np.broadcast_to(there, span.places.stop - span.places.start))]] = True

    def rejects(self, question: Query) -> pa.RecordBatch:
        """The rows set aside, each with its first field and all its reasons."""
        ids = None if question.id_column is None else self.batch.batch.column(question.id_column)
        return rejects(self._wrong, ids, question.language)
