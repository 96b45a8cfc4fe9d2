"""The people of a simulated pool: their profiles in columns, and what they are worth on a day by that day's rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.batch.reading import LINE
from ronde.batch.worker_pool import SharedKernel
from ronde.columns.query import Query
from ronde.evaluate.carried import Carried, all_carried
from ronde.model.history import History
from ronde.rounds.invited import terms_of
from ronde.simulate.candidate_columns import EPOCH, LATEST, UNKNOWN, CandidateColumns, Numbers, instants, numbers
from ronde.simulate.shifted_dates import moved

DATE = "ronde.date"
"""The column that holds the date of evaluation of each row while it is worked on."""
MOST_ROWS = 65_536
"""Rows given to the kernel at a time."""


@dataclass(frozen=True)
class Seen:
    """The people on one day: `pool` says nothing of whom rounds are for, `concerned` does, by type of round."""

    pool: CandidateColumns
    concerned: dict[str, Numbers]
    unread: int

    def for_round(self, kind: str) -> CandidateColumns:
        """The people as a round of a type sees them."""
        pool = self.pool
        return CandidateColumns(pool.score, pool.first, pool.last, self.concerned[kind], pool.expires)

    def with_others(self, others: Seen) -> Seen:
        """These people, and others after them."""
        joined = [np.concatenate(pair) for pair in zip(_arrays(self.pool), _arrays(others.pool), strict=True)]
        concerned = {kind: np.concatenate([each, others.concerned[kind]]) for kind, each in self.concerned.items()}
        return Seen(CandidateColumns(*joined), concerned, self.unread + others.unread)


def _arrays(pool: CandidateColumns) -> tuple[Numbers, ...]:
    return pool.score, pool.first, pool.last, pool.concerned, pool.expires


class Assessor:
    """Finds what people are worth on a day, and gives people who come the day and time at which they do. `cautions` is
    what those seen carried, on the day on which most did."""

    def __init__(
        self, history: History, types: Iterable[str], require: tuple[str, ...] = (), *, workers: int = 1
    ) -> None:
        self.history = history
        self.terms = terms = terms_of(history)
        self.types = {kind: terms.fact_of(kind) for kind in types}
        self.require = require
        facts = tuple(dict.fromkeys((terms.score, terms.expires, *self.types.values(), *require)))
        self.cautions: dict[str, Carried] = {}
        self.kernel = SharedKernel(history, Query(facts=facts, as_of_column=DATE, keep=(LINE,)), workers=workers)

    def see(self, people: pa.Table, day: int, types: Iterable[str]) -> Seen:
        """The people on a day, for rounds of these types. Errors: ValidationError, as the kernel refuses columns."""
        terms, facts = self.terms, {kind: self.types[kind] for kind in types}
        numbered = people.append_column(LINE, pa.array(np.arange(people.num_rows), pa.int64()))
        numbered = numbered.append_column(DATE, days_of(np.full(people.num_rows, day)))
        answers = self.kernel.check(numbered.schema).empty_table()
        parts = [self.kernel.run(batch) for batch in numbered.combine_chunks().to_batches(max_chunksize=MOST_ROWS)]
        if parts:
            answers = pa.Table.from_batches([each.rows for each in parts])
        self._note(all_carried(each.cautions for each in parts))
        rows = answers.column(LINE).to_numpy()

        def placed(name: str, missing: int) -> Numbers:
            values = np.full(people.num_rows, missing, dtype=np.int64)
            values[rows] = numbers(answers.column(name), missing)
            return values

        first, last = self.submissions(people)
        expires = placed(terms.expires, LATEST)
        for name in self.require:
            expires[placed(name, -1) == 0] = day
        pool = CandidateColumns(placed(terms.score, UNKNOWN), first, last, np.full(len(first), -1), expires)
        concerned = {kind: placed(fact, -1) for kind, fact in facts.items()}
        return Seen(pool, concerned, people.num_rows - len(rows))

    def _note(self, cautions: dict[str, Carried]) -> None:
        """Note what people carry: the same people are seen on many days, so that the most are told."""
        for code, each in cautions.items():
            before = self.cautions.get(code, Carried(0, ()))
            self.cautions[code] = Carried(max(before.rows, each.rows), before.plus(each).facts)

    def submissions(self, people: pa.Table) -> tuple[Numbers, Numbers]:
        """The earliest and the latest instant at which each can have submitted."""
        names = people.schema.names
        days = people.column(self.terms.submitted) if self.terms.submitted in names else None
        times = people.column(self.terms.submitted_time) if self.terms.submitted_time in names else None
        return instants(pa.nulls(people.num_rows, pa.date32()) if days is None else days, times)

    def arriving(self, people: pa.Table, drawn_on: int, days: Numbers, seconds: Numbers) -> pa.Table:
        """The people as they come, each on a day and second of their own: as old as they were on the day on which they
        were drawn, with a profile submitted then."""
        people = moved(people, days - drawn_on)
        if self.terms.expires in people.schema.names:
            people = people.drop_columns([self.terms.expires])
        times = pc.strftime(pa.array(seconds, pa.timestamp("s")), format="%H:%M:%S")
        for name, column in ((self.terms.submitted, days_of(days)), (self.terms.submitted_time, times)):
            people = _with(people, name, column)
        return people


def days_of(days: Numbers) -> pa.Array:
    """Day numbers as a column of dates."""
    return pc.cast(pa.array(days - EPOCH, pa.int32()), pa.date32())


def _with(people: pa.Table, name: str, column: pa.Array) -> pa.Table:
    place = people.schema.get_field_index(name)
    return people.append_column(name, column) if place < 0 else people.set_column(place, name, column)
