"""The reference: a plain walk of the nodes. It is the definition of what rules mean; every machine is held to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ronde.model.nodes import Node, Op, Plan
from ronde.model.types import Value
from ronde.run.gather import GATHERINGS
from ronde.run.operations import OPERATIONS, known

Column: TypeAlias = "tuple[Value, ...]"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one candidate on one date, in inside form: facts supplied by name, and for each list of records
    that was given, one mapping of facts supplied for each record."""

    supplied: Mapping[str, Value]
    records: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a machine found: the value of every node (a tuple, one per record, where the node is a record's), and the
    facts whose supplied value the rest of the profile contradicts (with the record's position, or None)."""

    values: tuple[Value | Column, ...]
    contradicted: tuple[tuple[str, int | None], ...] = ()

    def value(self, node: int, record: int | None = None) -> Value:
        """The value of a node, for one record where it has one for each."""
        found = self.values[node]
        return found[record] if record is not None and isinstance(found, tuple) else found  # type: ignore[return-value]


def evaluate(plan: Plan, candidate: Candidate) -> Outcome:
    """The value of every node of the plan for one candidate."""
    values: list[Value | Column] = []
    contradicted: list[tuple[str, int | None]] = []
    for node in plan.nodes:
        values.append(value_of(node, plan, values, candidate, contradicted))
    return Outcome(tuple(values), tuple(contradicted))


def value_of(node: Node, plan: Plan, values: Sequence[Value | Column], candidate: Candidate,
             contradicted: list[tuple[str, int | None]]) -> Value | Column:
    """The value of one node from the values before it; one for each record where the node is a record's."""
    args = [values[arg] for arg in node.args]
    if node.record is not None:
        rows = candidate.records.get(node.record, ())
        columns = [_column(plan.nodes[arg], value, len(rows)) for arg, value in zip(node.args, args, strict=True)]
        if node.op is Op.FACT:
            return tuple(_fact(node, [column[index] for column in columns], row, contradicted, index)
                         for index, row in enumerate(rows))
        operation = OPERATIONS[node.op]
        return tuple(operation(node, [column[index] for column in columns]) for index in range(len(rows)))
    if node.op is Op.FACT:
        return _fact(node, args, candidate.supplied, contradicted, None)  # type: ignore[arg-type]
    if node.op is Op.GIVEN:
        return int(node.data in candidate.records)
    if node.op not in GATHERINGS:
        return OPERATIONS[node.op](node, args)  # type: ignore[arg-type]
    if args[0] == 0:
        return node.type.unknown
    count = len(candidate.records[str(plan.nodes[node.args[0]].data)])
    columns = [_column(plan.nodes[arg], value, count) for arg, value in zip(node.args[1:], args[1:], strict=True)]
    return GATHERINGS[node.op](node, columns)


def _fact(node: Node, args: Sequence[Value], supplied: Mapping[str, Value],
          contradicted: list[tuple[str, int | None]], record: int | None) -> Value:
    """The value of a fact: supplied, else derived, else what the data says an unknown becomes."""
    defined, defaulted = node.data  # type: ignore[misc]
    assert node.fact is not None
    derived = args[0] if defined else node.type.unknown
    if node.fact in supplied:
        value = supplied[node.fact]
        if defined and not _possible(derived, value):
            contradicted.append((node.fact, record))
        return value
    return args[-1] if defaulted and not known(derived) else derived


def _possible(derived: Value, value: Value) -> bool:
    """Whether a supplied value agrees with what the rest of the profile says."""
    if isinstance(derived, tuple) and isinstance(value, int):
        return derived[0] <= value <= derived[1]
    return not known(derived) or derived == value


def _column(node: Node, value: Value | Column, count: int) -> Column:
    """A node's value for each record: its own, or the same for all."""
    return value if node.record is not None else (value,) * count  # type: ignore[return-value]
