"""Candidates one by one made into a block of columns, and the values of columns read back one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ronde.model.nodes import Plan
from ronde.model.types import DATE, Type, Value
from ronde.pool.column import UNKNOWN_TEXT, Column, Setting
from ronde.pool.program import Block, Listed, Program, Supplied
from ronde.run.reference import Candidate


class Made:
    """A block made of candidates, and what is needed to read its columns."""

    def __init__(self, plan: Plan, candidates: Sequence[Candidate]) -> None:
        self.plan, self.candidates = plan, candidates
        self.setting = Setting(plan, wide=any(_beyond(plan, each) for each in candidates))
        self.strangers: dict[str, int] = {}
        supplied = {name for each in candidates for name in each.supplied}
        self.lists = {name for each in candidates for name in each.records}
        found = {name: self.supplied(name, [each.supplied for each in candidates]) for name in sorted(supplied)}
        lists: dict[str, Listed] = {}
        for name in sorted(self.lists):
            rows = [each.records.get(name, ()) for each in candidates]
            most = max(map(len, rows))
            present = np.array([[place < len(each) for each in rows] for place in range(most)], bool)
            given = np.array([name in each.records for each in candidates])
            lists[name] = Listed(given, present.reshape(most, len(candidates)))
            for fact in sorted({fact for each in rows for row in each for fact in row}):
                found[fact] = self.placed(fact, rows, most)
        self.block = Block(len(candidates), found, lists)

    def supplied(self, name: str, rows: Sequence[Mapping[str, Value]]) -> Supplied:
        values = np.array([self.number(name, row[name]) if name in row else self.filler(name) for row in rows])
        given = np.array([name in row for row in rows])
        return Supplied(values.astype(self.setting.dtype(kind(self.plan, name))), None if given.all() else given)

    def placed(self, name: str, rows: Sequence[Sequence[Mapping[str, Value]]], most: int) -> Supplied:
        """A fact of records: places by candidates, where a place without a record counts as given."""
        shape = (most, len(rows))
        values = np.full(shape, self.filler(name), self.setting.dtype(kind(self.plan, name)))
        given = np.ones(shape, bool)
        for number, each in enumerate(rows):
            for place, row in enumerate(each):
                given[place, number] = name in row
                if name in row:
                    values[place, number] = self.number(name, row[name])
        return Supplied(values, None if given.all() else given)

    def filler(self, name: str) -> int:
        return kind(self.plan, name).low if kind(self.plan, name).ordered else 0

    def number(self, name: str, value: Value) -> int:
        if isinstance(value, str):
            known = self.setting.vocabulary
            return known[value] if value in known else self.stranger(value)
        assert isinstance(value, int)
        return value

    def stranger(self, text: str) -> int:
        return self.strangers.setdefault(text, self.setting.strangers + len(self.strangers))

    def program(self, wanted: Sequence[int]) -> Program:
        return Program(self.setting, wanted, frozenset(self.block.supplied), frozenset(self.lists))

    def value(self, column: Column, node: int, row: int, place: int | None = None) -> Value:
        """The value of one row of a column, in inside form."""
        about = self.plan.nodes[node].type
        shape: tuple[int, ...] = (len(self.candidates),)
        if place is not None:
            shape = (max(len(each.records.get(str(self.plan.nodes[node].record), ())) for each in self.candidates), *shape)
        at: Any = row if place is None else (place, row)
        lo, hi = (np.broadcast_to(end, shape)[at].item() for end in (column.lo, column.hi))
        if about.ordered:
            return int(lo) if lo == hi else (int(lo), int(hi))
        if lo == UNKNOWN_TEXT:
            return None
        texts = [*self.setting.vocabulary, *self.strangers]
        return texts[lo]


def kind(plan: Plan, name: str) -> Type:
    """The type of a fact, or of the date of evaluation."""
    return plan.facts[name].type if name in plan.facts else DATE


def _beyond(plan: Plan, made: Candidate) -> bool:
    """Whether a fact is supplied beyond its type."""
    return any(
        isinstance(value, int) and not kind(plan, name).low <= value <= kind(plan, name).high
        for name, value in made.supplied.items()
    )
