"""The rules of one day made ready for a table's columns: what is read of it, what is run, who is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ronde.model.nodes import Fact, Plan, Texts
from ronde.model.types import DATE, Kind, Type
from ronde.pool.batch import Batch, Wrong
from ronde.pool.column import Array, Column, Setting
from ronde.pool.program import Block, Listed, Program, Result, Supplied
from ronde.pool.typed import Typed, numbered
from ronde.read.meaning.index import AS_OF
from ronde.read.profile import possible


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules find for some rows: the columns of the facts wanted, the rows refused, and for each fact the rows
    whose supplied value the rest contradicts. Positions are within these rows."""

    columns: Mapping[str, Column]
    refused: Sequence[tuple[int, str, Texts]]
    contradicted: Mapping[str, Array]


@dataclass(slots=True)
class Reading:
    """The columns of a batch as one set of rules reads them."""

    batch: Batch
    typed: dict[str, Typed] = field(default_factory=dict)
    numbers: dict[str, Array] = field(default_factory=dict)


class Ruling:
    """One plan for tables that supply columns of the same facts and lists. Threads may share it."""

    def __init__(self, plan: Plan, wanted: Sequence[str], facts: frozenset[str], lists: frozenset[str]) -> None:
        self.plan = plan
        self.facts = {name: plan.facts[name] for name in sorted(facts) if name in plan.facts}
        self.lists = tuple(name for name in sorted(lists) if name in plan.records)
        self.types = {name: possible(about) for name, about in self.facts.items()}
        wide = any(self.types[name] != about.type for name, about in self.facts.items())
        self.setting = Setting(plan, wide=wide)
        self.wanted = {name: plan.roots[name] for name in wanted if name in plan.roots}
        nodes = (*self.wanted.values(), *(each.node for each in plan.refusals))
        self.program = Program(self.setting, nodes, frozenset({*self.facts, AS_OF}), frozenset(self.lists))

    def read(self, batch: Batch) -> tuple[Reading, list[Wrong]]:
        """The columns of a batch, and the rows that these rules cannot read."""
        reading = Reading(batch)
        wrong: list[Wrong] = []
        for name, about in self.facts.items():
            column = reading.typed[name] = batch.typed(name, self.types[name], self._codes(about))
            wrong += batch.wrong(name, column)
            if name in self.program.reads:
                reading.numbers[name] = numbered(column, self.types[name], self.setting, batch.strangers)
        return reading, wrong

    def _codes(self, about: Fact) -> Mapping[str, object] | None:
        codes = about.type.codes
        return self.plan.codes[codes] if about.type.kind is Kind.CODE and codes else None

    def run(self, reading: Reading, rows: Array | slice, as_of: Array) -> Ruled:
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
                    true = (true & block.lists[each.record].present).any(axis=0)
                for row in np.flatnonzero(np.broadcast_to(true, block.rows)):
                    yield int(row), each.field, each.because

    def _block(self, reading: Reading, rows: Array | slice, as_of: Array) -> Block:
        supplied = {AS_OF: Supplied(as_of.astype(self.setting.dtype(DATE), copy=False))}
        lists: dict[str, Listed] = {}
        places: dict[str, tuple[Array, Array]] = {}
        for name in self.lists:
            raw = reading.batch.list_of(name)
            counts, starts = raw.counts[rows], raw.starts[rows]
            most = int(counts.max(initial=0))
            present = np.arange(most)[:, None] < counts
            places[name] = present, np.where(present, starts + np.arange(most)[:, None], 0)
            lists[name] = Listed(None if raw.given is None else raw.given[rows], present)
        for name, values in reading.numbers.items():
            given = reading.typed[name].given
            record = self.facts[name].record
            if record is None:
                supplied[name] = Supplied(values[rows], None if given is None else _some(given[rows]))
            else:
                supplied[name] = _placed(values, given, *places[record], self.types[name])
        count = rows.stop - rows.start if isinstance(rows, slice) else len(rows)
        return Block(count, supplied, lists)


def _some(given: Array) -> Array | None:
    """Which rows give a value; None where all do."""
    return None if given.all() else given


def _placed(values: Array, given: Array | None, present: Array, places: Array, kind: Type) -> Supplied:
    """A fact of records as places by candidates; a place without a record holds a value that does no harm."""
    filler = kind.low if kind.ordered else 0
    if not len(values):
        return Supplied(np.full(present.shape, filler, values.dtype))
    found = np.where(present, values.take(places), values.dtype.type(filler))
    return Supplied(found, None if given is None else _some(given.take(places) | ~present))
