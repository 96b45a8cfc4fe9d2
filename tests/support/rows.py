"""Rows mixed from candidates, twice from the same columns: a table for a pool, and candidates for the interpreter.

Neither is made from the other, and no profile is read: what a pool makes of a table is held to what was meant by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from tests.support.columns import Made, kind, mixed

from ronde.building.index import AS_OF
from ronde.columns.answers import DIGITS
from ronde.columns.program import Block, Supplied
from ronde.evaluate.reference import Candidate
from ronde.model.types import Kind, Type, Value
from ronde.operations.array_calendar import EPOCH
from ronde.operations.arrays import Array

DAY = "evaluated on"
"""The column with the date of each row: a name that no fact can have."""

ACCEPTED, AGREEING = 0.95, 0.9
"""How many rows are let go of what they would be refused for, and of what the rest of them contradicts: mixed from many
candidates, hardly one would be left."""

MOST_ROUNDS = 3
"""One thing that is left out may be followed by another: so often what remains is looked at."""

Fields = Mapping[str | None, Mapping[str, pa.DataType]]
"""The facts of candidates, and of the records of each list, that a table has columns of, with their types."""


@dataclass(frozen=True)
class Rows:
    """Rows under the same rules, as a block of columns in inside form, their dates among them."""

    made: Made
    block: Block

    @classmethod
    def of(cls, made: Made, rows: int, random: np.random.Generator, days: range, asked: Iterable[str]) -> Rows:
        """So many rows mixed from some candidates, each on one of some days, of which some facts are asked."""
        block = mixed(made, rows, random)
        dates = Supplied(random.integers(days.start, days.stop, rows))
        block = Block(rows, {**block.supplied, AS_OF: dates}, block.lists)
        wanted = [made.plan.roots[name] for name in asked if name in made.plan.roots]
        refused, contradicted = (random.random(rows) < most for most in (ACCEPTED, AGREEING))
        return cls(made, _accepted(made, block, wanted, refused, contradicted))

    @cached_property
    def facts(self) -> dict[str | None, list[str]]:
        """The facts that are supplied of candidates, and of the records of each list."""
        found: dict[str | None, list[str]] = {None: [], **{name: [] for name in self.block.lists}}
        for name in self.block.supplied:
            if name != AS_OF:
                found[self.made.plan.facts[name].record].append(name)
        return found

    def candidates(self, read: Iterable[str]) -> Iterator[Candidate]:
        """Each row as a candidate, with what it says of the facts that are `read`."""
        some = {*read, AS_OF}
        names = [name for name in (*self.facts[None], AS_OF) if name in some]
        told = _told(names, [self._values(name) for name in names])
        lists = {name: self._records(name, [each for each in self.facts[name] if each in some]) for name in self.lists}
        for row, supplied in enumerate(told):
            records = {name: rows for name, each in lists.items() if (rows := each[row]) is not None}
            yield Candidate(supplied, records)

    @property
    def lists(self) -> Iterable[str]:
        """The lists of records that rows may give."""
        return self.block.lists

    def _values(self, name: str, place: int | None = None) -> list[Value]:
        """What each row says of a fact in inside form, of records at a place; ABSENT if it says nothing."""
        each = self.block.supplied[name]
        values = np.broadcast_to(each.values if place is None else each.values[place], self.block.rows).tolist()
        if not kind(self.made.plan, name).ordered:
            values = [self.made.texts[value] for value in values]
        if each.given is None:
            return values  # type: ignore[no-any-return]
        given = each.given if place is None else each.given[place]
        return [value if there else ABSENT for value, there in zip(values, given.tolist(), strict=True)]

    def _records(self, name: str, facts: Sequence[str]) -> list[list[dict[str, Value]] | None]:
        """The records of a list of each row; None if it gives no list."""
        listed = self.block.lists[name]
        given = np.ones(self.block.rows, bool) if listed.given is None else listed.given
        found: list[list[dict[str, Value]] | None] = [[] if there else None for there in given.tolist()]
        for place, present in enumerate(listed.present):
            told = _told(facts, [self._values(fact, place) for fact in facts]) if facts else ({},) * self.block.rows
            for own, there, record in zip(found, present.tolist(), told, strict=True):
                if there and own is not None:
                    own.append(record)
        return found

    def fields(self) -> Fields:
        """What columns a table of these rows has, and of which types."""
        return {
            record: {name: arrow_type(kind(self.made.plan, name)) for name in names}
            for record, names in self.facts.items()
        }

    def table(self, fields: Fields) -> pa.RecordBatch:
        """The rows as a table with these columns."""
        columns = {name: self._column(name, about) for name, about in fields[None].items()}
        for name, inside in fields.items():
            if name is not None:
                columns[name] = self._list(name, inside)
        columns[DAY] = _arrow(self.block.supplied[AS_OF].values, None, Type(Kind.DATE), ())
        return pa.record_batch(columns)

    def _column(self, name: str, about: pa.DataType) -> pa.Array:
        each = self.block.supplied.get(name)
        if each is None:
            return pa.nulls(self.block.rows, about)
        return self._written(name, np.broadcast_to(each.values, self.block.rows), each.given).cast(about)

    def _written(self, name: str, values: Array, given: Array | None) -> pa.Array:
        return _arrow(values, given, kind(self.made.plan, name), self.made.texts)

    def _list(self, name: str, fields: Mapping[str, pa.DataType]) -> pa.Array:
        """A column of lists of records."""
        inside = pa.struct([pa.field(each.removeprefix(f"{name}."), about) for each, about in fields.items()])
        listed = self.block.lists.get(name)
        if listed is None:
            return pa.nulls(self.block.rows, pa.list_(inside))
        present = listed.present.T
        given = np.ones(self.block.rows, bool) if listed.given is None else listed.given
        columns = []
        for fact, about in fields.items():
            each = self.block.supplied.get(fact)
            if each is None:
                columns.append(pa.nulls(int(present.sum()), about))
            else:
                told = None if each.given is None else each.given.T[present]
                columns.append(self._written(fact, each.values.T[present], told).cast(about))
        records = pa.StructArray.from_arrays(columns, fields=list(inside))
        starts = pa.array(np.concatenate([[0], np.cumsum(present.sum(axis=1))]), pa.int32())
        return pa.ListArray.from_arrays(starts, records, mask=pa.array(~given))


def _accepted(made: Made, block: Block, wanted: Sequence[int], refused: Array, contradicted: Array) -> Block:
    """The rows, of which some no longer say that for which the rules refuse them, and some that which the rest of what
    they say contradicts, as far as it is looked at for the nodes `wanted`."""
    refusals = made.plan.refusals
    program = made.program([*wanted, *(each.node for each in refusals)])
    for _ in range(MOST_ROUNDS):
        found = program.run(block)
        gone = {name: where & contradicted for name, where in found.contradicted.items()}
        for each in refusals:
            where = found.columns[each.node].lo & refused
            gone[each.field] = gone.get(each.field, False) | where
        supplied = dict(block.supplied)
        for name, where in gone.items():
            own = supplied.get(name)
            if own is not None:
                given = np.broadcast_to(True if own.given is None else own.given, own.values.shape)
                supplied[name] = Supplied(own.values, given & ~where)
        block = Block(block.rows, supplied, block.lists)
    return block


class _Absent:
    """That a row says nothing of a fact."""


ABSENT: Any = _Absent()


def _told(names: Sequence[str], columns: Sequence[list[Value]]) -> Iterator[dict[str, Value]]:
    """What each row says of some facts."""
    for row in zip(*columns, strict=True):
        yield {name: value for name, value in zip(names, row, strict=True) if value is not ABSENT}


def arrow_type(about: Type) -> pa.DataType:
    """How a table holds the values of a type."""
    return _arrow(np.zeros(0, np.int64), None, about, ()).type


def _arrow(values: Array, given: Array | None, about: Type, texts: Sequence[str]) -> pa.Array:
    mask = None if given is None else ~given
    if not about.ordered:
        return pa.array(texts, pa.string()).take(pa.array(values, pa.int32(), mask=mask))
    if about.kind is Kind.YES_NO:
        return pa.array(values.astype(bool), mask=mask)
    if about.kind is Kind.DATE:
        return pa.array((values - EPOCH).astype(np.int32), pa.int32(), mask=mask).view(pa.date32())
    if about.decimals:
        return pa.array(values.astype(np.int64) / 10**about.decimals, mask=mask)
    return pa.array(values.astype(np.int64), mask=mask)


def together(every: Sequence[Rows], *, numbered: bool = False) -> tuple[pa.RecordBatch, Fields]:
    """Rows under several sets of rules as one table, one after another, and what its columns are. What is of several
    types is written as text. If asked, texts and amounts are `numbered`: texts by a dictionary, what has decimals as
    Arrow's decimals are."""
    fields: dict[str | None, dict[str, pa.DataType]] = {}
    for each in every:
        for record, inside in each.fields().items():
            own = fields.setdefault(record, {})
            for name, about in inside.items():
                own[name] = about if own.get(name, about) == about else pa.string()
    table = pa.concat_batches([each.table(fields) for each in every])
    if numbered:
        columns = {name: table.column(name) for name in table.schema.names}
        texts = {name: each.dictionary_encode() for name, each in columns.items() if pa.types.is_string(each.type)}
        amounts = {name: each.cast(pa.decimal128(DIGITS, places(every, name)))
                   for name, each in columns.items() if pa.types.is_floating(each.type)}  # fmt: skip
        table = pa.record_batch({**columns, **texts, **amounts})
    return table, fields


def places(every: Sequence[Rows], name: str) -> int:
    """The decimals of a fact that some rows give."""
    return max(kind(each.made.plan, name).decimals for each in every if name in each.block.supplied)
