"""One pure function for pools: an Arrow batch of candidates in, an Arrow batch of answers out.

The same batch gives the same answers wherever it runs. Rows are grouped by the rules in force on their dates and by
the length of their lists of records, run in blocks, and put back in their order.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from ronde.columns.answers import Answers, fact_fields
from ronde.columns.arrow_batch import Batch, Ordered, Wrong, wrong_at
from ronde.columns.batch_run import BLOCK, LARGE, Arrangement, BatchRun
from ronde.columns.binding import Binding, flat_batch, flat_schema, layout
from ronde.columns.bound_plan import BoundPlan
from ronde.columns.cautions import Bearings
from ronde.columns.coerce import typed
from ronde.columns.decode import Raw, read_column
from ronde.columns.fact_types import Types
from ronde.columns.groups import BEFORE, Grouping, different
from ronde.columns.plan_cache import PlanCache
from ronde.columns.query import CAUTIONS, Query
from ronde.columns.wrong_values import Reasons
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.evaluate.forks import renewed_in_forks
from ronde.evaluate.machine import Reference
from ronde.model.history import History
from ronde.model.nodes import Plan
from ronde.model.types import DATE, NotOfType
from ronde.operations.arrays import Array
from ronde.stopping import look

SEVERAL = 3
"""From how many sets of rules on these are run as one; the rows of fewer are sorted by their rules."""


class Kernel:
    """Answers a question of batches. Rules are compiled once and kept, by the engine of the history if one is given.
    `looped` says whether native code decided the last batch."""

    looped = False

    def __init__(self, history: History, question: Query, engine: Engine | None = None) -> None:
        self.history, self.question = history, question
        self._engine = engine or Engine(history, Reference())
        self._layouts: dict[pa.Schema, Binding] = {}
        self._types = Types(history, question, self._plan)
        self.facts = self._types.wanted()
        self._fields = [each for name, kind in self.facts.items() for each in fact_fields(name, kind, question.bounds)]
        if question.cautions:
            self._fields.append(pa.field(CAUTIONS, pa.string()))
        self._number()
        renewed_in_forks(self)

    def renew(self) -> None:
        """In a child of a fork: rulings of its own, since another thread may have been half way through making one."""
        self._number()

    def _number(self) -> None:
        """Make all that goes by the numbers of the rules, together: a new grouping numbers them anew."""
        self._grouping = Grouping(self.history)
        self._bearings = Bearings(self._engine, self._grouping, tuple(self.facts))
        self._rulings = PlanCache(self._engine, self._grouping, tuple(self.facts))

    def _plan(self, as_of: int, known_on: int | None) -> Plan:
        return self._engine.plan(self._engine.rules(as_of, known_on))

    def check(self, schema: pa.Schema) -> pa.Schema:
        """The schema of the answers to batches of a schema. Errors: ValidationError with what is wrong in it."""
        found = self._layout(flat_schema(schema))
        return pa.schema([*found.carried, *self._fields])

    def _layout(self, schema: pa.Schema) -> Binding:
        if schema not in self._layouts:
            self._layouts[schema] = layout(schema, self.question, self._types, [each.name for each in self._fields])
        return self._layouts[schema]

    def run(self, batch: pa.RecordBatch) -> Answers:
        """The answers to a batch. Errors: ValidationError where `check` refuses its schema."""
        look()
        batch = flat_batch(batch)
        found = self._layout(batch.schema)
        elsewhere, marked = self._types.elsewhere, self.question.cautions
        work = BatchRun(Batch(batch, found, elsewhere), self.facts, self.question.bounds, marked=marked)
        dated = numbers, as_of = self._dated(work)
        numbers = self._rulings.leaders(work.batch, numbers)
        used = different(numbers if work.good.all() else numbers[work.good])
        rulings, own = self._ready(work.batch, used, numbers)
        for number, (ruling, _) in rulings.items():
            for each in ruling.wrong(work.batch, numbers, used if len(rulings) == 1 else [number]):
                work.reject(each)
        self.looped = all(ruling.program.looped for ruling, _ in rulings.values())
        arranged = work.arranged(own, LARGE if self.looped else BLOCK)
        rows = Ordered(work.batch, arranged.order)
        days = as_of if as_of.size == 1 else rows.of(as_of)
        met = {each.number for each in arranged.spans}
        readings = {number: rulings[number][0].read(rows, numbers) for number in met}
        for span in arranged.spans:
            ruling, texts = rulings[span.number]
            on = days if days.size == 1 else days[span.places]
            work.take(span, ruling.run(readings[span.number], span.places, on), ruling.answers, texts)
        return self._answers(work, arranged, *dated, self._foreign(work.batch, used, numbers))

    def _ready(self, batch: Batch, used: list[int], numbers: Array) -> tuple[dict[int, tuple[BoundPlan, Array]], Array]:
        """The rulings to run, and for each row which of them: its own, or one for all where there are several."""
        together = self._rulings.together(batch, used) if len(used) >= SEVERAL else None
        if together is None:
            return {number: self._rulings.of(batch, number) for number in used}, numbers
        return {used[0]: together}, np.full(len(numbers), used[0], np.int16)

    def _dated(self, work: BatchRun) -> tuple[Array, Array]:
        """The number of the rules of each row, and the rows' dates (one where all share it)."""
        question, count = self.question, work.batch.rows
        known_on: int | Array | None = question.known_on
        if question.known_on_column is not None:
            known_on = self._dates(work, question.known_on_column, required=False)
        if question.as_of is not None:
            return self._numbers(question.shared_rules, known_on, count), np.array([question.as_of])
        assert question.as_of_column is not None
        as_of = self._dates(work, question.as_of_column, required=True)
        if question.rules_of is not None:
            return self._numbers(question.rules_of, known_on, count), as_of
        numbers = self._grouping.many(as_of, known_on)
        first = day_text(self.history.first_date)
        early = np.flatnonzero((numbers == BEFORE) & work.good)
        days, which = np.unique(as_of[early], return_inverse=True)

        def why(number: int) -> NotOfType:
            return NotOfType("date-before-book", date=day_text(int(days[number])), first=first)

        work.reject(Wrong(early, question.as_of_column, which, Reasons(len(days), why)))
        return numbers, as_of

    def _numbers(self, day: int | None, known_on: int | Array | None, count: int) -> Array:
        """The number of the rules of one day for each of so many rows, known on one day or on each row's own."""
        assert day is not None
        if isinstance(known_on, np.ndarray):
            return self._grouping.many(np.full(count, day), known_on)
        return np.full(count, self._grouping.one(day, known_on), np.int16)

    def _dates(self, work: BatchRun, name: str, *, required: bool) -> Array:
        """The days of a column; a row without one has no rules, or (not required) -1."""
        raw: Raw = read_column(work.batch.batch.column(name))
        column = typed(raw, DATE)
        bad = column.bad
        work.reject(Wrong(bad.rows, name, bad.which, bad.reasons))
        if column.given is None:
            return column.values.astype(np.int64)
        if required:
            empty = ~column.given
            empty[bad.rows] = False
            work.reject(wrong_at(np.flatnonzero(empty), name, NotOfType("row-no-date")))
            return np.where(column.given, column.values, self.history.first_date).astype(np.int64)
        return np.where(column.given, column.values, -1).astype(np.int64)

    def _foreign(self, batch: Batch, used: list[int], numbers: Array) -> dict[str, Array]:
        """For each fact of which some row or record says what its own rules do not know, and others do, where."""
        found: dict[str, Array] = {}
        for name in batch.foreign():
            rules = numbers.take(batch.owners(name)) if name in batch.record_facts else numbers
            for number in used:
                ruling = self._rulings.of(batch, number)[0]
                kind = ruling.types.get(name)
                column = None if kind is None else batch.typed(name, kind, ruling.codes[name])
                if column is not None and column.foreign is not None:
                    where = column.foreign & (rules == number)
                    found[name] = found[name] | where if name in found else where
        return found

    def _answers(
        self, work: BatchRun, arranged: Arrangement, numbers: Array, as_of: Array, foreign: Mapping[str, Array]
    ) -> Answers:
        every = bool(work.good.all())
        carried = work.batch.layout.carried
        columns = [work.batch.batch.column(each.name) for each in carried]
        columns = [
            column if column.type == each.type else column.cast(each.type)
            for column, each in zip(columns, carried, strict=True)
        ]
        if not every:
            columns = [column.filter(pa.array(work.good)) for column in columns]
        places = arranged.places(work.good)
        for name in self.facts:
            columns += work.fillings[name].columns(places, self._rulings.texts, work.batch.strangers)
        borne = self._bearings.of(work, numbers, as_of, foreign)
        if self.question.cautions:
            columns.append(borne.column(work))
        rows = pa.record_batch(columns, pa.schema([*carried, *self._fields]))
        return Answers(rows, work.rejects(self.question), work.contradicted, borne.carried(work))
