"""One pure function for pools: an Arrow batch of candidates in, an Arrow batch of answers out.

The same batch gives the same answers wherever it runs. Rows are grouped by the rules in force on their dates and by
the length of their lists of records, run in blocks, and put back in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa

from ronde.columns.answers import Answers, fact_fields, in_answers, mended, text_column
from ronde.columns.arrow_batch import Batch, Ordered, Wrong, wrong_at
from ronde.columns.batch_run import BLOCK, LARGE, BatchRun
from ronde.columns.binding import Binding, flat_batch, flat_schema, layout
from ronde.columns.bound_plan import BoundPlan
from ronde.columns.cautions import Bearings
from ronde.columns.coerce import typed
from ronde.columns.decode import Raw, read_column
from ronde.columns.fact_types import Types
from ronde.columns.groups import BEFORE, Grouping, different, same
from ronde.columns.plan_cache import PlanCache
from ronde.columns.query import CAUTIONS, Query
from ronde.columns.row_rules import RowRules, days_of
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

SEVERAL = 2
"""From how many sets of rules on these are run as one."""


class Kernel:
    """Answers a question of batches. Rules are compiled once and kept, by the engine of the history if one is given.
    `looped` says whether native code decided the last batch; `straight`, whether it did so from Arrow's arrays as they
    came, with as many `threads`; `awaited`, whether that may come."""

    looped = straight = awaited = False
    threads = 1

    def __init__(self, history: History, question: Query, engine: Engine | None = None) -> None:
        self.history, self.question = history, question
        self._engine = engine or Engine(history, Reference())
        self._layouts: dict[pa.Schema, Binding] = {}
        self._types = Types(history, question, self._plan)
        self.facts = self._types.wanted()
        self._columns = [each for name, kind in self.facts.items() for each in fact_fields(name, kind, question.bounds)]
        self._answers = [*self._columns, *([pa.field(CAUTIONS, pa.string())] if question.cautions else [])]
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
        return pa.schema([*found.carried, *self._answers])

    def _layout(self, schema: pa.Schema) -> Binding:
        if schema not in self._layouts:
            self._layouts[schema] = layout(schema, self.question, self._types, [each.name for each in self._answers])
        return self._layouts[schema]

    def run(self, batch: pa.RecordBatch) -> Answers:
        """The answers to a batch. Errors: ValidationError where `check` refuses its schema."""
        look()
        ruled = self._ruled(flat_batch(batch))
        answers = self._straight(ruled)
        return self._by_blocks(ruled) if answers is None else answers

    def _ruled(self, batch: pa.RecordBatch) -> _Ruled:
        """A batch, and the rules of its rows."""
        found = self._layout(batch.schema)
        elsewhere, marked = self._types.elsewhere, self.question.cautions
        work = BatchRun(Batch(batch, found, elsewhere), self.facts, self.question.bounds, marked=marked)
        rules = self._dated(work)
        leaders, used = self._rulings.leaders(work.batch, rules)
        used = used if work.good.all() else different(leaders.numbers[work.good])
        return _Ruled(work, rules, leaders, used, self._ready(work.batch, used))

    def _straight(self, ruled: _Ruled) -> Answers | None:
        """The answers to a batch straight from Arrow's arrays; rows of which more is to be said go by blocks, and all
        rows if these cannot be taken out of it. None if all have to."""
        self.looped = self.straight = self.awaited = False
        if len(ruled.rulings) != 1 or self.question.cautions or ruled.work.batch.layout.lists:
            return None
        work, ((ruling, texts),) = ruled.work, ruled.rulings.values()

        def of_texts(numbers: Array) -> pa.Array:
            return text_column(in_answers(numbers, texts), self._rulings.texts, work.batch.strangers)

        found = ruling.straight(
            work.batch, ruled.leaders, ruled.used, self.facts, of_texts,
            bounds=self.question.bounds, threads=self.threads,
        )  # fmt: skip
        self.awaited = ruling.program.awaited
        if found is None:
            return None
        self.looped = self.straight = True
        marked = np.flatnonzero(found.marked | ~work.good)
        work.good[:] = True
        rows = self._rows(work, [found.columns.get(name) or self._filled(work, name, None) for name in self.facts])
        work.good[marked] = False
        work.raised.update(found.raised)
        borne = self._bearings.of(work, ruled.rules, {})
        answers = Answers(rows, work.rejects(self.question), {}, borne.carried(work))
        if not len(marked):
            return answers
        try:
            some = work.batch.batch.take(pa.array(marked))
        except pa.ArrowNotImplementedError:
            return self._by_blocks(self._ruled(work.batch.batch))
        again = self._by_blocks(self._ruled(some))
        return mended(answers, again, marked, [each.name for each in self._columns])

    def _by_blocks(self, ruled: _Ruled) -> Answers:
        """The answers to a batch whose rows are sorted by their rules, and run in blocks."""
        work, rulings, leaders = ruled.work, ruled.rulings, ruled.leaders
        for number, (ruling, _) in rulings.items():
            for each in ruling.wrong(work.batch, leaders, ruled.used if len(rulings) == 1 else [number]):
                work.reject(each)
        looped = all(ruling.program.looped for ruling, _ in rulings.values())
        self.looped = looped or self.straight
        own = same(next(iter(rulings)), work.batch.rows) if len(rulings) == 1 else leaders.numbers
        arranged = work.arranged(own, LARGE if looped else BLOCK)
        rows = Ordered(work.batch, arranged.order)
        days = ruled.rules.as_of if ruled.rules.as_of.size == 1 else rows.of(ruled.rules.as_of)
        met = {each.number for each in arranged.spans}
        readings = {number: rulings[number][0].read(rows, leaders) for number in met}
        for span in arranged.spans:
            ruling, texts = rulings[span.number]
            on = days if days.size == 1 else days[span.places]
            work.take(span, ruling.run(readings[span.number], span.places, on), ruling.answers, texts)
        borne = self._bearings.of(work, ruled.rules, self._foreign(ruled))
        places = arranged.places(work.good)
        found = self._rows(work, [self._filled(work, name, places) for name in self.facts])
        if self.question.cautions:
            found = found.append_column(CAUTIONS, borne.column(work))
        return Answers(found, work.rejects(self.question), work.contradicted, borne.carried(work))

    def _ready(self, batch: Batch, used: list[int]) -> dict[int, tuple[BoundPlan, Array]]:
        """The rulings to run by the numbers of their rules, or one for all rows if there are several."""
        several = len(used) >= SEVERAL or (len(used) > 0 and self._rulings.holds(batch, used))
        together = self._rulings.together(batch, used) if several else None
        if together is None:
            return {number: self._rulings.of(batch, number) for number in used}
        return {used[0]: together}

    def _dated(self, work: BatchRun) -> RowRules:
        """The rules of each row, and its date."""
        question, count = self.question, work.batch.rows
        known_on: int | Array | None = question.known_on
        if question.known_on_column is not None:
            known_on = self._dates(work, question.known_on_column, required=False)
        if question.as_of is not None:
            return RowRules(np.array([question.as_of]), self._numbers(question.shared_rules, known_on, count))
        assert question.as_of_column is not None
        as_of = self._dates(work, question.as_of_column, required=True)
        days = None if isinstance(known_on, np.ndarray) else days_of(as_of)
        told = as_of if days is None else days.all
        if question.rules_of is not None:
            return RowRules(as_of, self._numbers(question.rules_of, known_on, len(told)), days)
        found = RowRules(as_of, self._grouping.many(told, known_on), days)
        if BEFORE in found.met:
            self._reject_early(work, found)
        return found

    def _reject_early(self, work: BatchRun, rules: RowRules) -> None:
        """Set aside the rows that are dated before the book."""
        assert self.question.as_of_column is not None
        first = day_text(self.history.first_date)
        early = np.flatnonzero((rules.numbers == BEFORE) & work.good)
        days, which = np.unique(rules.as_of[early], return_inverse=True)

        def why(number: int) -> NotOfType:
            return NotOfType("date-before-book", date=day_text(int(days[number])), first=first)

        work.reject(Wrong(early, self.question.as_of_column, which, Reasons(len(days), why)))

    def _numbers(self, day: int | None, known_on: int | Array | None, count: int) -> Array:
        """The number of the rules of one day for each of so many rows, known on one day or on each row's own."""
        assert day is not None
        if isinstance(known_on, np.ndarray):
            return self._grouping.many(np.full(count, day), known_on)
        return same(self._grouping.one(day, known_on), count)

    def _dates(self, work: BatchRun, name: str, *, required: bool) -> Array:
        """The days of a column; a row without one has no rules, or (not required) -1."""
        raw: Raw = read_column(work.batch.batch.column(name))
        column = typed(raw, DATE)
        bad = column.bad
        work.reject(Wrong(bad.rows, name, bad.which, bad.reasons))
        if column.given is None:
            return column.values
        if required:
            empty = ~column.given
            empty[bad.rows] = False
            work.reject(wrong_at(np.flatnonzero(empty), name, NotOfType("row-no-date")))
            return np.where(column.given, column.values, self.history.first_date)
        return np.where(column.given, column.values, -1)

    def _foreign(self, ruled: _Ruled) -> dict[str, Array]:
        """For each fact of which some row or record says what its own rules do not know, and others do, where."""
        batch, numbers, found = ruled.work.batch, ruled.leaders.numbers, dict[str, Array]()
        for name in batch.foreign():
            rules = numbers.take(batch.owners(name)) if name in batch.record_facts else numbers
            for number in ruled.used:
                ruling = self._rulings.of(batch, number)[0]
                kind = ruling.types.get(name)
                column = None if kind is None else batch.typed(name, kind, ruling.codes[name])
                if column is not None and column.foreign is not None:
                    where = column.foreign & (rules == number)
                    found[name] = found[name] | where if name in found else where
        return found

    def _filled(self, work: BatchRun, name: str, places: Array | None) -> list[pa.Array]:
        """The columns of a fact, of the good rows, which stand in these places (None: in order)."""
        return work.fillings[name].columns(places, self._rulings.texts, work.batch.strangers)

    def _rows(self, work: BatchRun, answers: Sequence[list[pa.Array]]) -> pa.RecordBatch:
        """What is carried of the good rows, with the columns of the facts asked for."""
        carried = work.batch.layout.carried
        columns = [work.batch.batch.column(each.name) for each in carried]
        columns = [
            column if column.type == each.type else column.cast(each.type)
            for column, each in zip(columns, carried, strict=True)
        ]
        if not work.good.all():
            columns = [column.filter(pa.array(work.good)) for column in columns]
        columns += chain.from_iterable(answers)
        return pa.record_batch(columns, pa.schema([*carried, *self._columns]))


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A batch with the rules of its rows, and by the first rules that say the same; the numbers of those that good rows
    use, and the rulings to run, by number, or one for all rows."""

    work: BatchRun
    rules: RowRules
    leaders: RowRules
    used: list[int]
    rulings: Mapping[int, tuple[BoundPlan, Array]]
