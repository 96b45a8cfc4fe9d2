"""What a person can change, from what the book says of it: for one candidate, the values that each change can take.

The values tried are those at which something can turn: every one of a short range, else those that a test or a table of
the plan holds the fact against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ronde.evaluate.reference import Candidate
from ronde.evaluate.trace import Trace
from ronde.model.history import Move
from ronde.model.nodes import Fact, Op, Plan
from ronde.model.payloads import Table
from ronde.model.types import Kind, NotOfType, Value, read_value
from ronde.operations.bounds import bounds, known
from ronde.syntax.values import Name

UP = "up"
SHORT = 64
"""Values of a range of which every one is tried."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to make a move: the facts that take another value, or a record that is added to a list."""

    move: Move
    values: Mapping[str, Value] = field(default_factory=dict)
    record: Mapping[str, Value] = field(default_factory=dict)

    def on(self, candidate: Candidate) -> Candidate:
        """The candidate after it."""
        if not self.move.add:
            return Candidate({**candidate.supplied, **self.values}, candidate.records)
        rows = [*candidate.records.get(self.move.add, ()), self.record]
        return Candidate(candidate.supplied, {**candidate.records, self.move.add: rows})


def options_of(trace: Trace, move: Move) -> list[Option]:
    """The ways to make a move, those that ask least first; none if the rules of the day do not know it, or if nothing
    would change."""
    plan = trace.plan
    if move.add:
        record = dict(_record(trace, move)) if move.add in plan.records else {}
        return [Option(move, record=record)] if record else []
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


def _record(trace: Trace, move: Move) -> Iterator[tuple[str, Value]]:
    """The fields of the record that a move adds; those that are not known are left out."""
    for key, written in move.record.items():
        fact = trace.plan.facts.get(f"{move.add}.{key}")
        if fact is None:
            continue
        if isinstance(written, Name):
            value = trace.value(written.text) if written.text in trace.plan.roots else None
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


def target_of(fact: Fact, written: object) -> int | str:
    """The value that is wanted of a fact. Errors: NotOfType."""
    if fact.type.kind is Kind.YES_NO and written is None:
        return 1
    return read_value(written, fact.type, bounded=False)
