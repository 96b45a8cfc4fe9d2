"""What a person can change, from what the book says of it: for one candidate, the ways to make each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ronde.evaluate.reference import Candidate
from ronde.evaluate.trace import Trace
from ronde.model.history import Move, Referred
from ronde.model.nodes import Fact, Plan
from ronde.model.types import NotOfType, Value, read_value
from ronde.operations.bounds import bounds, known

UP = "up"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to make a move: the facts that take another value, a record that is added to a list, fields of records
    (by list and position) that take another value, and what is no longer said."""

    move: Move
    values: Mapping[str, Value] = field(default_factory=dict)
    record: Mapping[str, Value] = field(default_factory=dict)
    fields: Mapping[tuple[str, int], Mapping[str, Value]] = field(default_factory=dict)
    forgotten: tuple[str, ...] = ()

    @property
    def touched(self) -> frozenset[object]:
        """What it changes: two moves that change the same thing are not made together."""
        records = ((*row, name) for row, fields in self.fields.items() for name in fields)
        group = (("one_of", self.move.one_of),) if self.move.one_of else ()
        return frozenset((*self.values, *records, *self.forgotten, *group))

    @property
    def names(self) -> frozenset[str]:
        """The facts and lists that it changes."""
        fields = (name for each in self.fields.values() for name in each)
        return frozenset((*self.values, *self.record, *fields, *self.forgotten))

    def on(self, candidate: Candidate) -> Candidate:
        """The candidate after it."""
        supplied = {name: value for name, value in candidate.supplied.items() if name not in self.forgotten}
        records = {name: list(rows) for name, rows in candidate.records.items() if name not in self.forgotten}
        for (name, row), fields in self.fields.items():
            if name in records:
                records[name][row] = {**records[name][row], **fields}
        if self.record:
            records[self.move.add] = [*records.get(self.move.add, ()), self.record]
        return Candidate({**supplied, **self.values}, records)


class Rising:
    """Every value that some facts can go up to together, from the lowest: a fact that is there already stays, and so
    does one that cannot go as high."""

    def __init__(self, move: Move, ranges: Mapping[str, tuple[int, int]], forgotten: tuple[str, ...]) -> None:
        self.move, self.forgotten = move, forgotten
        self.ranges = {name: each for name, each in ranges.items() if each[0] <= each[1]}
        self.first = min((low for low, _ in self.ranges.values()), default=0)
        self.last = max((high for _, high in self.ranges.values()), default=-1)

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __getitem__(self, rank: int) -> Option:
        level = self.first + rank
        values = {name: level for name, (low, high) in self.ranges.items() if low <= level <= high}
        return Option(self.move, values, forgotten=self.forgotten)


Options: TypeAlias = "tuple[Option, ...] | Rising"
"""The ways to make a change, that which asks least first."""


def options_of(trace: Trace, move: Move) -> list[Options]:
    """The changes that a move is for a candidate, each with the ways to make it.

    None if the rules of the day do not know it, if it is not for this candidate, or if nothing would change.
    """
    plan = trace.plan
    if move.only_if and (move.only_if not in plan.roots or trace.value(move.only_if) != 1):
        return []
    said = tuple(each for each in move.forget if each in trace.candidate.supplied or each in trace.candidate.records)
    if move.to == UP:
        ranges = {fact.name: _range(trace, fact) for fact in _facts(plan, move) if fact.type.ordered}
        found = Rising(move, ranges, said)
        return [found] if len(found) else []
    if move.add:
        made = [Option(move, record=dict(_record(trace, move, move.add)))] if move.add in plan.records else []
    elif move.change:
        made = list(_changed(trace, move))
    elif move.swap:
        made = [_swapped(trace, move)]
    else:
        made = [Option(move, {name: value for name, value in _valued(plan, move) if value != trace.value(name)})]
    return [(replace(each, forgotten=said),) for each in made if each.values or each.fields or each.record]


def _facts(plan: Plan, move: Move) -> list[Fact]:
    """The facts of the candidate that a move names and that the rules of the day know."""
    return [plan.facts[name] for name in move.facts if name in plan.facts and plan.facts[name].record is None]


def _valued(plan: Plan, move: Move) -> Iterator[tuple[str, Value]]:
    """The value that each fact of a move takes, if it is one of its own on this day."""
    for fact in _facts(plan, move):
        value = _read(fact, move.to)
        if value is not None:
            yield fact.name, value


def _range(trace: Trace, fact: Fact) -> tuple[int, int]:
    """The values of a fact above its own (above the least that it can be, if it is not known)."""
    return _least(trace, fact) + 1, fact.type.high


def _least(trace: Trace, fact: Fact) -> int:
    """The value of an ordered fact; the least that it can be, if it is not known."""
    value = trace.value(fact.name)
    return bounds(value)[0] if fact.type.ordered and value is not None else 0


def _changed(trace: Trace, move: Move) -> Iterator[Option]:
    """For each record of a list, its fields that take another value than they have."""
    if move.change not in trace.plan.records:
        return
    fields = dict(_record(trace, move, move.change))
    for row in trace.rows(move.change):
        moved = {name: value for name, value in fields.items() if value != trace.value(name, row)}
        if moved:
            yield Option(move, fields={(move.change, row): moved})


def _swapped(trace: Trace, move: Move) -> Option:
    """Two facts that exchange their values, and two values of a field that are exchanged in every record."""
    plan, values, fields = trace.plan, dict[str, Value](), dict[tuple[str, int], dict[str, Value]]()
    for name, other in move.swap.items():
        fact = plan.facts.get(name)
        if fact is None:
            continue
        if isinstance(other, str):
            pairs = ((name, other), (other, name)) if other in plan.facts else ()
            values |= {each: trace.value(instead) for each, instead in pairs if known(trace.value(instead))}
        elif fact.record is not None:
            exchanged: dict[Value, Value] = dict(zip(other, reversed(other), strict=True))
            for row in trace.rows(fact.record):
                value = trace.value(name, row)
                if value in exchanged:
                    fields.setdefault((fact.record, row), {})[name] = exchanged[value]
    return Option(move, {name: value for name, value in values.items() if value != trace.value(name)}, fields=fields)


def _record(trace: Trace, move: Move, of: str) -> Iterator[tuple[str, Value]]:
    """The fields of a record that a move writes; those that are not known are left out."""
    for key, written in move.record.items():
        fact = trace.plan.facts.get(f"{of}.{key}")
        if fact is None:
            continue
        if isinstance(written, Referred):
            value = trace.value(written.fact) if written.fact in trace.plan.roots else None
            value = value + written.days if isinstance(value, int) else value
        else:
            value = _read(fact, written)
        if value is not None and known(value):
            yield fact.name, value


def _read(fact: Fact, written: object) -> Value:
    """A value as the book writes it, in inside form; None if it is none of the fact's on this day."""
    try:
        return read_value(written, fact.type)
    except NotOfType:
        return None
