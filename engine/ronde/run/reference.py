"""The reference: a plain walk of the nodes. It is the definition of what rules mean; every machine is held to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from weakref import WeakKeyDictionary

from ronde.model.nodes import Known, Node, Op, Plan
from ronde.model.types import Value
from ronde.operations import registry
from ronde.operations.bounds import known

Column: TypeAlias = "tuple[Value, ...]"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one candidate on one date, in inside form: facts supplied by name, and for each list of records
    that was given, one mapping of facts supplied for each record. None stands for a value that these rules do not
    know."""

    supplied: Mapping[str, Value]
    records: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a machine found: the value of every node (a tuple, one per record, where the node is a record's), and the
    facts whose supplied value the rest of the profile contradicts (with the record's position, or None)."""

    values: tuple[Value | Column, ...]
    contradicted: tuple[tuple[str, int | None], ...] = ()


def evaluate(plan: Plan, candidate: Candidate) -> Outcome:
    """The value of every node of the plan for one candidate."""
    run = Run(candidate)
    values = run.values
    for step in steps_of(plan):
        values.append(step(run))
    return Outcome(tuple(values), tuple(run.contradicted))


def on_another_day(
    plan: Plan, before: Outcome, candidate: Candidate, root: int, asked: frozenset[int] | None = None
) -> Outcome:
    """The value of every node if only one fact differs from an outcome: the fact of the node `root`.

    Only what rests on that fact, and of that only what rests on something that moved, is found again. If some nodes are
    `asked` for (with all below them), the others keep the values of the other day.
    """
    run = Run(candidate, list(before.values))
    steps, values = steps_of(plan), run.values
    moved: set[int] = set()
    again: set[int] = set()
    resting = plan.resting_on(root)
    for node in resting if asked is None else filter(asked.__contains__, resting):
        if node == root or not moved.isdisjoint(plan.nodes[node].args):
            again.add(node)
            value = steps[node](run)
            if value != values[node]:
                values[node] = value
                moved.add(node)
    as_before = [each for each in before.contradicted if plan.roots[each[0]] not in again]
    return Outcome(tuple(values), (*as_before, *run.contradicted))


@dataclass(slots=True)
class Run:
    """One evaluation under way: the candidate, the values found so far in the order of the nodes, and the facts whose
    supplied value is contradicted."""

    candidate: Candidate
    values: list[Value | Column] = field(default_factory=list)
    contradicted: list[tuple[str, int | None]] = field(default_factory=list)


Step: TypeAlias = Callable[[Run], "Value | Column"]
"""What finds the value of one node from the values before it."""

_STEPS: WeakKeyDictionary[Plan, tuple[Step, ...]] = WeakKeyDictionary()


def steps_of(plan: Plan) -> tuple[Step, ...]:
    """One step for each node of a plan, prepared once for as long as the plan lives."""
    found = _STEPS.get(plan)
    if found is None:
        found = _STEPS[plan] = tuple(_step(plan, node) for node in plan.nodes)
    return found


def _step(plan: Plan, node: Node) -> Step:
    """The step of a node, by what the node speaks of."""
    twin = plan.twins[node.id]
    if twin != node.id:
        return lambda run: run.values[twin]
    if node.record is not None:
        return _record_step(plan, node)
    if node.op in registry.RECORDS:
        return _gathering_step(plan, node)
    args = tuple(plan.twins[arg] for arg in node.args)
    if node.op is Op.FACT:
        return lambda run: _fact(
            node,
            [run.values[arg] for arg in args],  # type: ignore[misc]
            run.candidate.supplied,
            run.contradicted,
            None,
        )
    if node.op is Op.GIVEN:
        return lambda run: int(node.data in run.candidate.records)
    operation = registry.value(node.op)
    return lambda run: operation(node, [run.values[arg] for arg in args])  # type: ignore[misc]


def _record_step(plan: Plan, node: Node) -> Step:
    """The step of a node that has one value for each record of a list."""
    own = [(plan.twins[arg], plan.nodes[arg].record is not None) for arg in node.args]
    operation = registry.value(node.op) if node.op in registry.ROWS else None
    record = str(node.record)

    def step(run: Run) -> Column:
        found: list[Value] = []
        for index, row in enumerate(run.candidate.records.get(record, ())):
            args: list[Value] = [
                run.values[arg][index] if each else run.values[arg]  # type: ignore[index, misc]
                for arg, each in own
            ]
            found.append(operation(node, args) if operation else _fact(node, args, row, run.contradicted, index))
        return tuple(found)

    return step


def _gathering_step(plan: Plan, node: Node) -> Step:
    """The step of a node that gathers over a list of records; unknown where the list was not given."""
    gather = registry.value_of_records(node.op)
    record = str(plan.nodes[node.args[0]].data)
    own = [(plan.twins[arg], plan.nodes[arg].record is not None) for arg in node.args[1:]]

    def step(run: Run) -> Value:
        rows = run.candidate.records.get(record)
        if rows is None:
            return node.type.unknown
        columns = [run.values[arg] if each else (run.values[arg],) * len(rows) for arg, each in own]
        return gather(node, columns)  # type: ignore[arg-type]

    return step


def _fact(
    node: Node,
    args: Sequence[Value],
    supplied: Mapping[str, Value],
    contradicted: list[tuple[str, int | None]],
    record: int | None,
) -> Value:
    """The value of a fact: supplied, else derived, else what the data says an unknown becomes.

    One that is supplied as None (these rules do not know what it says) is not silence: nothing stands in for it.
    """
    by = node.data
    assert isinstance(by, Known)
    assert node.fact is not None
    derived = args[0] if by.defined else node.type.unknown
    if node.fact in supplied:
        value = supplied[node.fact]
        if value is None:
            return derived
        if by.defined and not _possible(derived, value):
            contradicted.append((node.fact, record))
        return value
    return args[-1] if by.defaulted and not known(derived) else derived


def _possible(derived: Value, value: Value) -> bool:
    """Whether a supplied value agrees with what the rest of the profile says."""
    if isinstance(derived, tuple) and isinstance(value, int):
        return derived[0] <= value <= derived[1]
    return not known(derived) or derived == value
