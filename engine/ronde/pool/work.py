"""One batch under way: the blocks to run, the answers being filled in, the rows set aside."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ronde.model.types import NotOfType, Type
from ronde.pool.answers import Filling
from ronde.pool.batch import Batch, Wrong
from ronde.pool.column import Array
from ronde.pool.question import Question
from ronde.pool.ruling import Reading, Rows, Ruled
from ronde.words import say

BLOCK = 2**15
"""How many rows run together, or how many records: what a processor's cache holds."""

LENGTHS = (0, 1, 2, 3, 4, 6, 8, 12, 20, 36, 60)
"""Rows whose lists are about as long run together, so that short lists are not stretched to the longest."""


@dataclass(frozen=True, slots=True)
class Span:
    """A block: the number of its rules, its rows, and where their answers stand."""

    number: int
    rows: Rows
    places: slice


def _cut(key: int, first: int, last: int, order: Array | None) -> Iterator[Span]:
    """Rows under the same rules, with lists about as long, in blocks; `order` says which rows they are."""
    number, bucket = divmod(key, len(LENGTHS))
    size = max(1, BLOCK // max(1, LENGTHS[bucket]))
    for start in range(first, last, size):
        places = slice(start, min(start + size, last))
        yield Span(number, places if order is None else order[places], places)


class Work:
    """One batch under way."""

    def __init__(self, batch: Batch, facts: Mapping[str, Type], bounds: bool) -> None:
        self.batch = batch
        self.order: Array | None = None
        self.good = np.ones(batch.rows, bool)
        self.readings: dict[int, Reading] = {}
        self.fillings = {name: Filling(batch.rows, kind, bounds) for name, kind in facts.items()}
        self.contradicted: dict[str, int] = {}
        self._wrong: dict[int, list[Wrong]] = {}
        for each in batch.wrong_lists():
            self.reject(each)

    def reject(self, wrong: Wrong) -> None:
        """Set a row aside."""
        self.good[wrong.row] = False
        self._wrong.setdefault(wrong.row, []).append(wrong)

    def spans(self, numbers: Array) -> list[Span]:
        """The blocks to run, where `numbers` are those of each row's rules: rows under the same rules, with lists about
        as long."""
        longest = self.batch.longest(self.batch.layout.lists)
        buckets = np.zeros(1, np.int16) if longest is None else np.searchsorted(LENGTHS, longest).astype(np.int16)
        keys = numbers * np.int16(len(LENGTHS)) + buckets
        if self.good.all() and len(keys) and (keys == keys[0]).all():
            return list(_cut(int(keys[0]), 0, len(keys), None))
        rows = np.flatnonzero(self.good)
        keys = keys[rows]
        order = np.argsort(keys, kind="stable")
        keys, self.order = keys[order], rows[order]
        edges = [0, *(np.flatnonzero(np.diff(keys)) + 1), len(keys)]
        spans = itertools.pairwise(edges) if len(keys) else ()
        return [each for first, last in spans for each in _cut(int(keys[first]), first, last, self.order)]

    def places(self, every: bool) -> Array | None:
        """Where the answer of each good row stands (None: in the order of the rows)."""
        if self.order is None:
            return None if every else np.flatnonzero(self.good)
        found = np.empty(self.batch.rows, np.intp)
        found[self.order] = np.arange(len(self.order))
        return found if every else found[self.good]

    def take(self, span: Span, ruled: Ruled) -> None:
        """Take in what the rules refused and found contradicted in a block."""
        rows = np.arange(span.rows.start, span.rows.stop) if isinstance(span.rows, slice) else span.rows
        for row, name, because in ruled.refused:
            self.reject(Wrong(int(rows[row]), name, NotOfType("profile-refused", name=name, because=because)))
        for name, where in ruled.contradicted.items():
            there = where.any(axis=0) if where.ndim > 1 else where
            self.contradicted[name] = self.contradicted.get(name, 0) + int(there.sum())

    def rejects(self, question: Question) -> pa.RecordBatch:
        """The rows set aside, each with its first field and all its reasons."""
        rows = sorted(self._wrong)
        columns: dict[str, pa.Array] = {"row": pa.array(rows, pa.int64())}
        if question.id_column is not None:
            ids = self.batch.batch.column(question.id_column)
            columns["id"] = ids.take(pa.array(rows, pa.int64())).cast(pa.string())
        columns["field"] = pa.array([self._wrong[row][0].field for row in rows], pa.string())
        columns["reason"] = pa.array([self._reasons(row, question.language) for row in rows], pa.string())
        return pa.record_batch(columns)

    def _reasons(self, row: int, language: str) -> str:
        told = [say(each.why.reason, language, **{"name": each.field, **each.why.about}) for each in self._wrong[row]]
        return " ".join(dict.fromkeys(told))
