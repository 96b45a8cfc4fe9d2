"""One pure function for pools: an Arrow batch of candidates in, an Arrow batch of answers out.

The same batch gives the same answers wherever it runs. Rows are grouped by the rules in force on their dates and by
the length of their lists of records, run in blocks, and put back in their order.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa

from ronde.model.history import History
from ronde.model.nodes import Plan
from ronde.model.types import DATE, NotOfType
from ronde.pool.answers import Answers, fact_fields, joined
from ronde.pool.asked import Types
from ronde.pool.batch import Batch, Wrong
from ronde.pool.column import Array
from ronde.pool.door import Raw, read_column
from ronde.pool.groups import BEFORE, Grouping
from ronde.pool.layout import Layout, flat_batch, flat_schema, layout
from ronde.pool.question import Question
from ronde.pool.ruling import Ruled, of_rows
from ronde.pool.rulings import Rulings
from ronde.pool.typed import typed
from ronde.pool.work import Span, Work
from ronde.run.decision import day_text
from ronde.run.engine import Engine
from ronde.run.machine import Reference

PIECE = 2**14
"""The fewest rows that are worth a thread of their own."""


class Kernel:
    """Answers a question of batches. Rules are compiled once and kept; `workers` threads share the rows of a batch."""

    def __init__(self, history: History, question: Question, *, workers: int = 1) -> None:
        self.history, self.question = history, question
        self._engine = Engine(history, Reference())
        self._grouping = Grouping(history)
        self._layouts: dict[pa.Schema, Layout] = {}
        self._workers = workers
        self._threads = ThreadPoolExecutor(workers) if workers > 1 else None
        self._types = Types(history, question, self._plan)
        self.facts = self._types.wanted()
        self._rulings = Rulings(self._engine, self._grouping, tuple(self.facts))

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
        self._layout(batch.schema)
        rows = max(PIECE, -(-batch.num_rows // self._workers))
        if self._threads is None or batch.num_rows <= rows:
            return self._piece(batch)
        pieces = [batch.slice(start, rows) for start in range(0, batch.num_rows, rows)]
        return joined([*self._threads.map(self._piece, pieces)], rows)

    def _piece(self, batch: pa.RecordBatch) -> Answers:
        """The answers to rows that one thread works on."""
        found = self._layout(batch.schema)
        work = Work(Batch(batch, found), self.facts, self.question.bounds)
        numbers, as_of = self._dated(work)
        numbers = self._rulings.leaders(work.batch, numbers)
        for number in np.unique(numbers[work.good]):
            self._read(work, int(number), numbers)
        for span in work.spans(numbers):
            work.take(span, self._run(work, as_of, span))
        return self._answers(work)

    def _dated(self, work: Work) -> tuple[Array, Array]:
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

    def _dates(self, work: Work, name: str, *, required: bool) -> Array:
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

    def _read(self, work: Work, number: int, numbers: Array) -> None:
        """Read a batch by one set of rules, and set aside its rows that these rules cannot read."""
        ruling, _ = self._rulings.of(work.batch, number)
        reading, wrong = ruling.read(work.batch)
        work.readings[number] = reading
        for each in wrong:
            if numbers[each.row] == number:
                work.reject(each)

    def _run(self, work: Work, as_of: Array, span: Span) -> Ruled:
        """Run one block and fill in its answers."""
        ruling, numbers = self._rulings.of(work.batch, span.number)
        ruled = ruling.run(
            work.readings[span.number], span.rows, as_of if as_of.size == 1 else of_rows(as_of, span.rows)
        )
        for name, column in ruled.columns.items():
            work.fillings[name].put(span.places, column, None if self.facts[name].ordered else numbers)
        return ruled

    def _answers(self, work: Work) -> Answers:
        every = bool(work.good.all())
        columns = [work.batch.batch.column(each.name) for each in work.batch.layout.carried]
        if not every:
            columns = [column.filter(pa.array(work.good)) for column in columns]
        fields = list(work.batch.layout.carried)
        places = work.places(every)
        for name, kind in self.facts.items():
            fields += fact_fields(name, kind, self.question.bounds)
            columns += work.fillings[name].columns(places, self._rulings.texts, work.batch.strangers)
        rows = pa.record_batch(columns, pa.schema(fields))
        return Answers(rows, work.rejects(self.question), work.contradicted)
