"""The reference: a plain walk of the nodes. It is the definition of what rules mean; every machine is held to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeAlias
from weakref import WeakKeyDictionary, ref

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


def evaluate(plan: Plan, candidate: Candidate, asked: frozenset[int] | None = None) -> Outcome:
    """The value of every node of the plan for one candidate.

    If some nodes are `asked` for (with all below them, see `Plan.below`), the others are None.
    """
    way = _way_of(plan)
    run = Run(candidate, list(way.begun))
    values = run.values
    for node, step in _steps_to(plan, way, asked):
        values[node] = step(run)
    return Outcome(tuple(map(values.__getitem__, plan.twins)), tuple(run.contradicted))


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


class Steps(dict[int, Step]):
    """The step of each node of a plan, prepared when it is first taken."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = ref(plan)

    def __missing__(self, node: int) -> Step:
        plan = self._plan()
        assert plan is not None
        self[node] = _step(plan, plan.nodes[node])
        return self[node]


_STEPS: WeakKeyDictionary[Plan, Steps] = WeakKeyDictionary()


def steps_of(plan: Plan) -> Steps:
    """The steps of a plan, kept for as long as the plan lives."""
    found = _STEPS.get(plan)
    if found is None:
        found = _STEPS[plan] = Steps(plan)
    return found


@dataclass(frozen=True, slots=True)
class _Way:
    """The way through a plan: the value with which every node begins (that of a constant, else None), and the nodes
    that are left, without twins. `to` holds the steps to all of them, and to what else was last asked for."""

    begun: tuple[Value, ...]
    left: tuple[int, ...]
    to: dict[frozenset[int] | None, tuple[tuple[int, Step], ...]] = field(default_factory=dict)


_WAYS: WeakKeyDictionary[Plan, _Way] = WeakKeyDictionary()


def _way_of(plan: Plan) -> _Way:
    """The way through a plan, found once for as long as the plan lives."""
    found = _WAYS.get(plan)
    if found is None:
        constant = [node.op is Op.CONSTANT and node.record is None for node in plan.nodes]
        begun = tuple([node.data if constant[node.id] else None for node in plan.nodes])
        left = tuple([node for node, twin in enumerate(plan.twins) if twin == node and not constant[node]])
        found = _WAYS[plan] = _Way(begun, left)  # type: ignore[arg-type]
    return found


def _steps_to(plan: Plan, way: _Way, asked: frozenset[int] | None) -> tuple[tuple[int, Step], ...]:
    """The steps to some nodes, or to all."""
    found = way.to.get(asked)
    if found is None:
        steps, every = steps_of(plan), way.to.get(None)
        found = tuple([(node, steps[node]) for node in way.left if asked is None or node in asked])
        way.to.clear()
        if every is not None:
            way.to[None] = every
        way.to[asked] = found
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
    if node.op is Op.GIVEN:
        return lambda run: int(node.data in run.candidate.records)
    if node.op is Op.FACT:
        return _fact_step(plan, node, args)
    operation = registry.value(node.op)
    if len(args) == 1:
        (arg,) = args
        return lambda run: operation(node, (run.values[arg],))  # type: ignore[arg-type]
    if not args:
        return lambda run: operation(node, ())
    taken = itemgetter(*args)
    return lambda run: operation(node, taken(run.values))


def _fact_step(plan: Plan, node: Node, args: tuple[int, ...]) -> Step:
    """The step of a fact of the candidate; most are neither defined nor have something stand in for them."""
    name, unknown = node.fact, node.type.unknown
    assert name is not None
    if not args:
        return lambda run: unknown if (value := run.candidate.supplied.get(name)) is None else value
    by, first, last = plan.known_by(node), args[0], args[-1]
    if by.defaulted:
        return lambda run: _fact(
            node,
            (run.values[first], run.values[last]),  # type: ignore[arg-type]
            run.candidate.supplied,
            run.contradicted,
            None,
        )

    def step(run: Run) -> Value | Column:
        derived = run.values[first]
        value = run.candidate.supplied.get(name)
        if value is None:
            return derived
        if not _possible(derived, value):  # type: ignore[arg-type]
            run.contradicted.append((name, None))
        return value

    return step


def _record_step(plan: Plan, node: Node) -> Step:
    """The step of a node that has one value for each record of a list."""
    own = [(plan.twins[arg], plan.nodes[arg].record is not None) for arg in node.args]
    record = str(node.record)
    if node.op == Op.FACT:
        return _record_fact_step(node, record, own)
    operation = registry.value(node.op)
    (first, varies), *others = own
    if not others and varies:
        return lambda run: tuple([operation(node, (each,)) for each in run.values[first]])  # type: ignore[union-attr]
    if all(each for _, each in own):
        taken = itemgetter(*(arg for arg, _ in own))
        return lambda run: tuple([operation(node, args) for args in zip(*taken(run.values), strict=True)])
    if len(own) == 2 and varies:
        ((second, _),) = others

        def beside(run: Run) -> Column:
            other = run.values[second]
            return tuple([operation(node, (each, other)) for each in run.values[first]])  # type: ignore[union-attr, arg-type]

        return beside

    def step(run: Run) -> Column:
        count = len(run.candidate.records.get(record, ()))
        return tuple([operation(node, args) for args in zip(*_columns(run, own, count), strict=True)])

    return step


def _record_fact_step(node: Node, record: str, own: Sequence[tuple[int, bool]]) -> Step:
    """The step of a fact of each record of a list."""
    name, unknown = node.fact, node.type.unknown
    assert name is not None

    def given(run: Run) -> Column:
        rows = run.candidate.records.get(record, ())
        return tuple([unknown if (value := row.get(name)) is None else value for row in rows])

    def step(run: Run) -> Column:
        rows, contradicted = run.candidate.records.get(record, ()), run.contradicted
        found = enumerate(zip(rows, zip(*_columns(run, own, len(rows)), strict=True), strict=True))
        return tuple([_fact(node, args, row, contradicted, index) for index, (row, args) in found])

    return step if own else given


def _columns(run: Run, own: Sequence[tuple[int, bool]], count: int) -> list[Column]:
    """The values of arguments for each of so many records; what is one for all stands there for each."""
    return [run.values[arg] if each else (run.values[arg],) * count for arg, each in own]  # type: ignore[misc]


def _gathering_step(plan: Plan, node: Node) -> Step:
    """The step of a node that gathers over a list of records; unknown where the list was not given."""
    gather = registry.value_of_records(node.op)
    record = str(plan.nodes[node.args[0]].data)
    own = [(plan.twins[arg], plan.nodes[arg].record is not None) for arg in node.args[1:]]

    def step(run: Run) -> Value:
        rows = run.candidate.records.get(record)
        if rows is None:
            return node.type.unknown
        return gather(node, _columns(run, own, len(rows)))

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
