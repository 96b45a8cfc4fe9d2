"""What a person can change, from what the book says of it: for one candidate, the ways to make each change.

The values tried of a fact that goes up are those at which something can turn: every one of a short range, else those
that a test or a table of the plan holds the fact against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ronde.evaluate.reference import Candidate
from ronde.evaluate.trace import Trace
from ronde.model.history import Move, Referred
from ronde.model.nodes import Fact, Op, Plan
from ronde.model.payloads import Table
from ronde.model.types import NotOfType, Value, read_value
from ronde.operations.bounds import bounds, known

UP = "up"
SHORT = 64
"""Values of a range of which every one is tried."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to make a move: the facts that take another value, a record that is added to a list, fields of records
    (by list and position) that take another value, and what is no longer said."""

    move: Move
    values: Mapping[str, Value] = field(default_factory=dict)
    record: Mapping[str, Value] = field(default_factory=dict)
    fields: Mapping[tuple[str, int], Mapping[str, Value]] = field(default_factory=dict)
    forgotten: tuple[str, ...] = ()
    rank: int = 0

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


def options_of(trace: Trace, move: Move) -> list[list[Option]]:
    """The changes that a move is for a candidate, each with the ways to make it, those that ask least first.

    None if the rules of the day do not know it, if it is not for this candidate, or if nothing would change.
    """
    plan = trace.plan
    if move.only_if and (move.only_if not in plan.roots or trace.value(move.only_if) != 1):
        return []
    if move.add:
        record = dict(_record(trace, move, move.add)) if move.add in plan.records else {}
        found = [[Option(move, record=record)]] if record else []
    elif move.change:
        found = [[each] for each in _changed(trace, move)]
    elif move.swap:
        swapped = _swapped(trace, move)
        found = [[swapped]] if swapped.values or swapped.fields else []
    else:
        found = [_valued(trace, move)]
    said = tuple(each for each in move.forget if each in trace.candidate.supplied or each in trace.candidate.records)
    return [
        [replace(each, forgotten=said, rank=rank) for rank, each in enumerate(options)] for options in found if options
    ]


def _valued(trace: Trace, move: Move) -> list[Option]:
    """The ways to give another value to some facts: one value, or each that is higher."""
    plan = trace.plan
    facts = [plan.facts[name] for name in move.facts if name in plan.facts and plan.facts[name].record is None]
    if move.to != UP:
        values = {fact.name: _read(fact, move.to) for fact in facts}
        moved = {name: value for name, value in values.items() if value is not None and value != trace.value(name)}
        return [Option(move, moved)] if moved else []
    found = []
    for level in sorted({value for fact in facts for value in _higher(trace, fact)}):
        moved = {fact.name: level for fact in facts if _least(trace, fact) < level <= fact.type.high}
        if moved:
            found.append(Option(move, dict(moved)))
    return found


def _higher(trace: Trace, fact: Fact) -> Iterator[int]:
    """The values above that of a fact at which something can turn."""
    if not fact.type.ordered:
        return
    now, high = _least(trace, fact), fact.type.high
    if high - fact.type.low <= SHORT:
        yield from range(now + 1, high + 1)
        return
    yield from (value for value in _thresholds(trace, trace.plan, fact.name) if now < value <= high)


def _thresholds(trace: Trace, plan: Plan, name: str) -> Iterator[int]:
    """The values that tests hold a fact against, as far as they are known, and the edges of tables that look it up."""
    root = plan.roots[name]
    for node_id in plan.dependents[root]:
        node = plan.nodes[node_id]
        if node.op is Op.AT_LEAST and node.args[0] == root and node.record is None:
            value = trace.node(node.args[1])
            if isinstance(value, int):
                yield value
        elif isinstance(node.data, Table):
            for axis, arg in zip(node.data.axes, node.args, strict=True):
                yield from axis.starts if arg == root else ()


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
