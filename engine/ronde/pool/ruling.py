"""The rules of one day made ready for a table's columns: what is read of it, what is run, who is refused."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from ronde.model.nodes import Fact, Plan, Texts
from ronde.model.types import DATE, Kind
from ronde.pool.batch import Batch, Wrong
from ronde.pool.column import Array, Column, Setting, some_of
from ronde.pool.program import Block, Listed, Program, Result, Supplied
from ronde.pool.typed import Typed, numbers_of
from ronde.read.meaning.index import AS_OF
from ronde.read.profile import possible

Rows: TypeAlias = "Array | slice"
"""Some rows of a batch: those from one to another, or by position."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules find for some rows: the columns of the facts wanted, the rows refused, and for each fact the rows
    whose supplied value the rest contradicts. Positions are within these rows."""

    columns: Mapping[str, Column]
    refused: Sequence[tuple[int, str, Texts]]
    contradicted: Mapping[str, Array]


@dataclass(slots=True)
class Reading:
    """The columns of a batch as one set of rules reads them; of texts, their numbers in the rules' lexicon."""

    batch: Batch
    columns: dict[str, Typed] = field(default_factory=dict)
    texts: dict[str, Array] = field(default_factory=dict)


class Ruling:
    """One plan for tables that supply columns of the same facts and lists. Threads may share it."""

    def __init__(self, plan: Plan, wanted: Sequence[str], facts: frozenset[str], lists: frozenset[str]) -> None:
        self.plan = plan
        self.facts = {name: plan.facts[name] for name in sorted(facts) if name in plan.facts}
        self.lists = tuple(name for name in sorted(lists) if name in plan.records)
        self.types = {name: _the_same(possible(about)) for name, about in self.facts.items()}
        self.codes = {name: self._codes(about) for name, about in self.facts.items()}
        wide = any(self.types[name] != about.type for name, about in self.facts.items())
        self.setting = Setting(plan, wide=wide)
        self.wanted = {name: plan.roots[name] for name in wanted if name in plan.roots}
        nodes = (*self.wanted.values(), *(each.node for each in plan.refusals))
        self.program = Program(self.setting, nodes, frozenset({*self.facts, AS_OF}), frozenset(self.lists))

    @property
    def meaning(self) -> Hashable:
        """What tells this ruling from others: rulings of the same meaning find the same for every row."""
        reads = tuple((name, id(kind), id(self.codes[name])) for name, kind in self.types.items())
        refused = tuple((each.record, each.field, tuple(each.because.items())) for each in self.plan.refusals)
        return tuple(self.wanted), reads, refused, self.program.meaning

    def _codes(self, about: Fact) -> frozenset[str] | None:
        codes = about.type.codes
        return _the_same(frozenset(self.plan.codes[codes])) if about.type.kind is Kind.CODE and codes else None

    def read(self, batch: Batch) -> tuple[Reading, list[Wrong]]:
        """The columns of a batch, and the rows that these rules cannot read."""
        reading = Reading(batch)
        wrong: list[Wrong] = []
        for name, kind in self.types.items():
            column = batch.typed(name, kind, self.codes[name])
            wrong += batch.wrong(name, column)
            if name in self.program.reads:
                reading.columns[name] = column
                if not kind.ordered:
                    reading.texts[name] = numbers_of(column.texts, self.setting, batch.strangers)
        return reading, wrong

    def run(self, reading: Reading, rows: Rows, as_of: Array) -> Ruled:
        """What the rules find for some rows of a batch, on their dates (or one that all share)."""
        block = self._block(reading, rows, as_of)
        result = self.program.run(block)
        columns = {name: result.columns[node] for name, node in self.wanted.items()}
        return Ruled(columns, list(self._refused(result, block)), result.contradicted)

    def _refused(self, result: Result, block: Block) -> Iterator[tuple[int, str, Texts]]:
        for each in self.plan.refusals:
            true = result.columns[each.node].lo
            if true.any():
                if each.record is not None:
                    true = some_of(true & block.lists[each.record].present)
                for row in np.flatnonzero(np.broadcast_to(true, block.rows)):
                    yield int(row), each.field, each.because

    def _block(self, reading: Reading, rows: Rows, as_of: Array) -> Block:
        supplied = {AS_OF: Supplied(as_of.astype(self.setting.dtype(DATE), copy=False))}
        lists: dict[str, Listed] = {}
        places: dict[str, tuple[Array, Array]] = {}
        for name in self.lists:
            raw = reading.batch.list_of(name)
            counts, starts = of_rows(raw.counts, rows), of_rows(raw.starts, rows)
            slots = np.arange(int(counts.max(initial=0)))[:, None]
            present = slots < counts
            places[name] = present, np.where(present, starts + slots, 0)
            lists[name] = Listed(None if raw.given is None else _some(of_rows(raw.given, rows)), present)
        for name, column in reading.columns.items():
            record = self.facts[name].record
            if record is None:
                given = None if column.given is None else _some(of_rows(column.given, rows))
                supplied[name] = Supplied(self._inside(reading, name, of_rows(column.values, rows)), given)
            else:
                supplied[name] = self._placed(reading, name, *places[record])
        count = rows.stop - rows.start if isinstance(rows, slice) else len(rows)
        return Block(count, supplied, lists)

    def _inside(self, reading: Reading, name: str, values: Array) -> Array:
        """Values as the columns of the plan hold them."""
        if name in reading.texts:
            return reading.texts[name].take(values, mode="clip")
        return values.astype(self.setting.dtype(self.types[name]), copy=False)

    def _placed(self, reading: Reading, name: str, present: Array, places: Array) -> Supplied:
        """A fact of records as places by candidates; a place without a record holds a value that does no harm."""
        column, kind = reading.columns[name], self.types[name]
        filler = self.setting.dtype(kind).type(kind.low if kind.ordered else 0)
        if not len(column.values):
            return Supplied(np.full(present.shape, filler))
        values = self._inside(reading, name, column.values.take(places, mode="clip"))
        given = None if column.given is None else _some(column.given.take(places, mode="clip") | ~present)
        return Supplied(np.where(present, values, filler), given)


@cache
def _the_same(each: Hashable) -> Any:
    """The first of all equal objects, so that what is equal is one object and found again at once."""
    return each


def of_rows(values: Array, rows: Rows) -> Array:
    """The values of some rows."""
    return values[rows] if isinstance(rows, slice) else values.take(rows, mode="clip")


def _some(given: Array) -> Array | None:
    """Which rows give a value; None where all do."""
    return None if given.all() else given
