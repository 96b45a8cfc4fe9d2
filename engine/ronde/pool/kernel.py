"""One pure function for pools: an Arrow batch of candidates in, an Arrow batch of answers out.

The same batch gives the same answers wherever it runs. Rows are grouped by the rules in force on their dates and by
the length of their lists of records, run in blocks, and put back in their order.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from ronde.model.finding import Finding, Place, Refused
from ronde.model.history import History
from ronde.model.nodes import Plan
from ronde.model.types import DATE, NotOfType, Type
from ronde.pool.answers import Answers, Filling, fact_fields, renumbered
from ronde.pool.batch import Batch, Wrong
from ronde.pool.column import Array
from ronde.pool.door import Raw, read_column
from ronde.pool.groups import BEFORE, Grouping
from ronde.pool.layout import Layout, flat_batch, flat_schema, layout
from ronde.pool.question import Question
from ronde.pool.ruling import Reading, Rows, Ruled, Ruling, of_rows
from ronde.pool.typed import typed
from ronde.read.ever import ever_defined
from ronde.read.profile import possible
from ronde.run.decision import day_text
from ronde.run.engine import Engine
from ronde.run.machine import Reference
from ronde.words import say

BLOCK = 2**15
"""How many rows run together, or how many records: what a core's cache holds."""

_Read: TypeAlias = tuple[int, Layout, frozenset[str]]
"""What is compiled once: rules, columns, and facts of records (lists written as text tell them in each batch)."""

LENGTHS = (0, 1, 2, 3, 4, 6, 8, 12, 20, 36, 60)
"""Rows whose lists are about as long run together, so that short lists are not stretched to the longest."""


class Kernel:
    """Answers a question of batches. Rules are compiled once and kept; `workers` threads run blocks side by side."""

    def __init__(self, history: History, question: Question, *, workers: int = 1) -> None:
        self.history, self.question = history, question
        self._engine = Engine(history, Reference())
        self._grouping = Grouping(history)
        self._rulings: dict[_Read, Ruling] = {}
        self._numbers: dict[_Read, Array] = {}
        self._layouts: dict[pa.Schema, Layout] = {}
        self._texts: dict[str, int] = {}
        self._pool = ThreadPoolExecutor(workers) if workers > 1 else None
        self._types = _Types(history, question, self._plan)
        self.facts = self._types.wanted()

    def _plan(self, as_of: int, known_on: int | None) -> Plan:
        return self._engine.plan(self._engine.rules(as_of, known_on))

    def check(self, schema: pa.Schema) -> pa.Schema:
        """The schema of the answers to batches of a schema. Errors: Refused with what is wrong in it."""
        found = self._layout(flat_schema(schema))
        fields = list(found.carried)
        for name, kind in self.facts.items():
            fields += fact_fields(name, kind, self.question.bounds)
        return pa.schema(fields)

    def _layout(self, schema: pa.Schema) -> Layout:
        if schema not in self._layouts:
            self._layouts[schema] = layout(schema, self.question, self._types, self._types.lists)
        return self._layouts[schema]

    def run(self, batch: pa.RecordBatch) -> Answers:
        """The answers to a batch. Errors: Refused where `check` refuses its schema."""
        batch = flat_batch(batch)
        found = self._layout(batch.schema)
        work = _Work(Batch(batch, found), self.facts, self.question.bounds)
        numbers, as_of = self._dated(work)
        longest = work.batch.longest(found.lists)
        for number in np.unique(numbers[work.good]):
            self._read(work, int(number), numbers)
        jobs = self._jobs(work, numbers, longest)
        run = self._pool.map if self._pool else map
        for job, ruled in zip(jobs, run(partial(self._run, work, as_of), jobs), strict=True):
            work.take(job, ruled)
        return self._answers(work)

    def _dated(self, work: _Work) -> tuple[Array, Array]:
        """The number of the rules of each row, and the rows' dates (one where all share it)."""
        question, count = self.question, work.batch.rows
        known_on: int | Array | None = question.known_on
        if question.known_on_column is not None:
            known_on = self._dates(work, question.known_on_column, required=False)
        if question.as_of is not None:
            if not isinstance(known_on, np.ndarray):
                numbers = np.full(count, self._grouping.one(question.as_of, known_on), np.int16)
            else:
                numbers = self._grouping.many(np.full(count, question.as_of), known_on)
            return numbers, np.array([question.as_of])
        assert question.as_of_column is not None
        as_of = self._dates(work, question.as_of_column, required=True)
        numbers = self._grouping.many(as_of, known_on)
        first = day_text(self.history.first_date)
        for row in np.flatnonzero((numbers == BEFORE) & work.good):
            why = NotOfType("date-before-book", date=day_text(int(as_of[row])), first=first)
            work.reject(Wrong(int(row), question.as_of_column, why))
        return numbers, as_of

    def _dates(self, work: _Work, name: str, *, required: bool) -> Array:
        """The days of a column; a row without one has no rules, or (not required) -1."""
        raw: Raw = read_column(work.batch.batch.column(name))
        column = typed(raw, DATE)
        wrong = {row for row, _ in column.bad}
        for row, why in column.bad:
            work.reject(Wrong(row, name, why))
        if column.given is None:
            return column.values.astype(np.int64)
        if required:
            for empty in np.flatnonzero(~column.given):
                if int(empty) not in wrong:
                    work.reject(Wrong(int(empty), name, NotOfType("row-no-date")))
            return np.where(column.given, column.values, self.history.first_date).astype(np.int64)
        return np.where(column.given, column.values, -1).astype(np.int64)

    def _ruling(self, number: int, found: Layout, batch: Batch) -> Ruling:
        key = (number, found, frozenset(batch.record_facts))
        if key not in self._rulings:
            plan = self._engine.plan(self._grouping.rules[number])
            facts = frozenset({*found.facts, *batch.record_facts})
            ruling = Ruling(plan, tuple(self.facts), facts, frozenset(found.lists))
            self._numbers[key] = renumbered(ruling.setting, self._texts)
            self._rulings[key] = ruling
        return self._rulings[key]

    def _read(self, work: _Work, number: int, numbers: Array) -> None:
        """Read a batch by one set of rules, and set aside its rows that these rules cannot read."""
        ruling = self._ruling(number, work.batch.layout, work.batch)
        reading, wrong = ruling.read(work.batch)
        work.readings[number] = reading
        for each in wrong:
            if numbers[each.row] == number:
                work.reject(each)

    def _jobs(self, work: _Work, numbers: Array, longest: Array | None) -> list[_Job]:
        """The blocks to run: rows under the same rules, with lists about as long."""
        buckets = np.zeros(1, np.int16) if longest is None else np.searchsorted(LENGTHS, longest).astype(np.int16)
        keys = numbers * np.int16(len(LENGTHS)) + buckets
        if work.good.all() and len(keys) and (keys == keys[0]).all():
            return list(_cut(int(keys[0]), 0, len(keys), None))
        rows = np.flatnonzero(work.good)
        keys = keys[rows]
        order = np.argsort(keys, kind="stable")
        keys, work.order = keys[order], rows[order]
        edges = [0, *(np.flatnonzero(np.diff(keys)) + 1), len(keys)]
        spans = itertools.pairwise(edges) if len(keys) else ()
        return [job for first, last in spans for job in _cut(int(keys[first]), first, last, work.order)]

    def _run(self, work: _Work, as_of: Array, job: _Job) -> Ruled:
        """Run one block and fill in its answers."""
        key = (job.number, work.batch.layout, frozenset(work.batch.record_facts))
        ruling, numbers = self._rulings[key], self._numbers[key]
        ruled = ruling.run(work.readings[job.number], job.rows, as_of if as_of.size == 1 else of_rows(as_of, job.rows))
        for name, column in ruled.columns.items():
            work.fillings[name].put(job.places, column, None if self.facts[name].ordered else numbers)
        return ruled

    def _answers(self, work: _Work) -> Answers:
        every = bool(work.good.all())
        columns = [work.batch.batch.column(each.name) for each in work.batch.layout.carried]
        if not every:
            columns = [column.filter(pa.array(work.good)) for column in columns]
        fields = list(work.batch.layout.carried)
        places = work.places(every)
        for name, kind in self.facts.items():
            fields += fact_fields(name, kind, self.question.bounds)
            columns += work.fillings[name].columns(places, self._texts, work.batch.strangers)
        rows = pa.record_batch(columns, pa.schema(fields))
        return Answers(rows, work.rejects(self.question), work.contradicted)


@dataclass(frozen=True, slots=True)
class _Job:
    """A block: the number of its rules, its rows, and where their answers stand."""

    number: int
    rows: Rows
    places: slice


def _cut(key: int, first: int, last: int, order: Array | None) -> Iterator[_Job]:
    """Rows under the same rules, with lists about as long, in blocks; `order` says which rows they are."""
    number, bucket = divmod(key, len(LENGTHS))
    size = max(1, BLOCK // max(1, LENGTHS[bucket]))
    for start in range(first, last, size):
        places = slice(start, min(start + size, last))
        yield _Job(number, places if order is None else order[places], places)


class _Work:
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

    def places(self, every: bool) -> Array | None:
        """Where the answer of each good row stands (None: in the order of the rows)."""
        if self.order is None:
            return None if every else np.flatnonzero(self.good)
        found = np.empty(self.batch.rows, np.intp)
        found[self.order] = np.arange(len(self.order))
        return found if every else found[self.good]

    def take(self, job: _Job, ruled: Ruled) -> None:
        """Take in what the rules refused and found contradicted in a block."""
        rows = np.arange(job.rows.start, job.rows.stop) if isinstance(job.rows, slice) else job.rows
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


class _Types(Mapping[str, Type]):
    """The type of every fact that a table may supply: as on the date asked for, else as on the last that defines it."""

    def __init__(self, history: History, question: Question, plan: Callable[[int, int | None], Plan]) -> None:
        self.history, self.question, self.plan = history, question, plan
        self.ever = ever_defined(history)
        self.lists = self.ever.records
        if (question.as_of is None) == (question.as_of_column is None):
            code = "date-neither" if question.as_of is None else "date-both"
            raise Refused((Finding(code, Place("--as-of")),))

    def _rules(self, name: str) -> Plan | None:
        """The rules that say what a fact is; none where it has no meaning in the question."""
        if name not in self.ever.facts:
            return None
        if self.question.as_of is not None:
            plan = self.plan(self.question.as_of, self.question.known_on)
            if name in plan.facts:
                return plan
        days = [day for day in self.ever.facts[name].days if day >= self.history.first_date]
        return self.plan(max(days[-1] if days else 0, self.history.first_date), None)

    def __getitem__(self, name: str) -> Type:
        plan = self._rules(name)
        if plan is None or name not in plan.facts:
            raise KeyError(name)
        return possible(plan.facts[name])

    def __contains__(self, name: object) -> bool:
        return name in self.ever.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.ever.facts)

    def __len__(self) -> int:
        return len(self.ever.facts)

    def wanted(self) -> dict[str, Type]:
        """The facts asked for, with their types. Errors: Refused for names that are no facts of candidates."""
        findings: list[Finding] = []
        found: dict[str, Type] = {}
        for name in dict.fromkeys(self.question.facts or self.history.headlines):
            plan = self._rules(name)
            on_date = plan is not None and name in plan.facts and plan.facts[name].record is None
            if on_date and self.question.as_of is not None:
                on_date = name in self.plan(self.question.as_of, self.question.known_on).facts
            if on_date:
                found[name] = self[name]
            elif self.question.facts:
                known = [each for each, about in self.ever.facts.items() if about.record is None]
                close = difflib.get_close_matches(name, known, 1, 0.6)
                close = [each for each in close if each != name]
                findings.append(
                    Finding("fact-not-asked", Place("--facts"), {"name": name, "close": close[0] if close else ""})
                )
        if findings:
            raise Refused(tuple(findings))
        return found
