"""The reference: a plain walk of the nodes. It is the definition of what rules mean; every machine is held to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from itertools import repeat
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeAlias, TypeGuard
from weakref import WeakKeyDictionary, ref

from ronde.model.nodes import Node, Op, Plan
from ronde.model.payloads import Known
from ronde.model.types import Value
from ronde.operations import registry
from ronde.operations.bounds import known
from ronde.stopping import look

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


def evaluate(
    plan: Plan, candidate: Candidate, asked: frozenset[int] | None = None, steps: Steps | None = None
) -> Outcome:
    """The value of every node of the plan for one candidate, by the steps of the plan or by others.

    If some nodes are `asked` for (with all below them, see `Plan.below`), the others are None.
    """
    look()
    steps = steps_of(plan) if steps is None else steps
    run = Run(candidate, list(steps.begun))
    values = run.values
    for node, step in steps.to(asked):
        values[node] = step(run)
    return Outcome(tuple(map(values.__getitem__, plan.twins)), tuple(run.contradicted))


def values_of(
    plan: Plan,
    candidate: Candidate,
    nodes: Iterable[int],
    asked: frozenset[int],
    given: Mapping[int, Value | Column] = MappingProxyType({}),
) -> list[Value | Column]:
    """The values of some nodes, for which no others are worked out than those `asked` for; some are `given`."""
    look()
    steps = steps_of(plan)
    run = Run(candidate, list(steps.begun))
    values = run.values
    for each, value in given.items():
        values[each] = value
    for each, step in steps.to(asked):
        values[each] = step(run)
    return [values[plan.twins[node]] for node in nodes]


def on_another_day(
    plan: Plan,
    before: Outcome,
    candidate: Candidate,
    root: int,
    asked: frozenset[int] | None = None,
    steps: Steps | None = None,
) -> Outcome:
    """The value of every node if only one fact differs from an outcome: the fact of the node `root`."""
    return found_again(plan, before, candidate, (root,), asked, steps)


def found_again(
    plan: Plan,
    before: Outcome,
    candidate: Candidate,
    roots: Iterable[int],
    asked: frozenset[int] | None = None,
    steps: Steps | None = None,
) -> Outcome:
    """The value of every node if what the candidate says differs from an outcome at some nodes (`roots`) alone.

    Only what rests on them, and of that only what rests on something that moved, is found again. If some nodes are
    `asked` for (with all below them), the others keep the values of the other outcome.
    """
    look()
    run = Run(candidate, list(before.values))
    steps = steps_of(plan) if steps is None else steps
    values, dependents = run.values, plan.dependents
    again = set(roots)
    waiting = sorted(again)
    while waiting:
        node = heappop(waiting)
        value = steps[node](run)
        if value != values[node]:
            values[node] = value
            for each in dependents[node]:
                if each not in again and (asked is None or each in asked):
                    again.add(each)
                    heappush(waiting, each)
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


Way: TypeAlias = "tuple[tuple[int, Step], ...]"
"""Nodes in order, each with its step."""

MOST_WAYS = 4
"""Ways through one plan that are kept: to all nodes, and to what was asked for last."""


class Steps(dict[int, Step]):
    """The step of each node of a plan, prepared when it is first taken, and the ways through them."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = ref(plan)
        self._ways: dict[frozenset[int] | None, Way] = {}

    def __missing__(self, node: int) -> Step:
        self[node] = _step(self.plan, self.plan.nodes[node])
        return self[node]

    @property
    def plan(self) -> Plan:
        """The plan, which must not be kept alive by what is kept for it."""
        plan = self._plan()
        assert plan is not None
        return plan

    @cached_property
    def begun(self) -> tuple[Value, ...]:
        """The value with which each node begins: that of a constant, else None."""
        return tuple([node.data if _is_constant(node) else None for node in self.plan.nodes])

    def to(self, asked: frozenset[int] | None) -> Way:
        """The way to some nodes (None: to all) by their steps, without constants and twins."""
        found = self._ways.get(asked)
        if found is None:
            twins = self.plan.twins
            left = (node.id for node in self.plan.nodes if twins[node.id] == node.id and not _is_constant(node))
            found = tuple([(node, self[node]) for node in left if asked is None or node in asked])
            while len(self._ways) >= MOST_WAYS:
                self._ways.pop(next(iter(self._ways)), None)
            self._ways[asked] = found
        return found


def _is_constant(node: Node) -> TypeGuard[Node[Value]]:
    return node.op == Op.CONSTANT and node.record is None


_STEPS: WeakKeyDictionary[Plan, Steps] = WeakKeyDictionary()


def steps_of(plan: Plan) -> Steps:
    """The steps of a plan, kept for as long as the plan lives."""
    found = _STEPS.get(plan)
    if found is None:
        found = _STEPS[plan] = Steps(plan)
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
    taken = _taken(args)
    if node.op is Op.FACT:
        fact = _fact_of(plan, node)
        return lambda run: _fact(fact, taken(run.values), run.candidate.supplied, run.contradicted, None)
    operation = registry.value(node.op)
    return lambda run: operation(node, taken(run.values))


def _taken(args: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What takes the values of some nodes from those of all."""
    if not args:
        return lambda values: ()
    if len(args) == 1:
        (arg,) = args
        return lambda values: (values[arg],)
    return itemgetter(*args)


def _record_step(plan: Plan, node: Node) -> Step:
    """The step of a node that has one value for each record of a list."""
    own = [(plan.twins[arg], plan.nodes[arg].record is not None) for arg in node.args]
    record = str(node.record)
    args_of = _args_of_records(own)
    if node.op == Op.FACT:
        fact = _fact_of(plan, node)

        def facts(run: Run) -> Column:
            rows = run.candidate.records.get(record, ())
            found = enumerate(zip(rows, args_of(run, len(rows)), strict=True))
            return tuple([_fact(fact, args, row, run.contradicted, index) for index, (row, args) in found])

        return facts
    operation = registry.value(node.op)

    def step(run: Run) -> Column:
        count = len(run.candidate.records.get(record, ()))
        return tuple([operation(node, args) for args in args_of(run, count)])

    return step


def _args_of_records(own: Sequence[tuple[int, bool]]) -> Callable[[Run, int], Iterable[tuple[Value, ...]]]:
    """What takes the values of some nodes for each of so many records."""
    if not own:
        return lambda run, count: repeat((), count)
    if all(each for _, each in own):
        taken = _taken([arg for arg, _ in own])
        return lambda run, count: zip(*taken(run.values), strict=True)
    return lambda run, count: zip(*_columns(run, own, count), strict=True)


def _columns(run: Run, own: Sequence[tuple[int, bool]], count: int) -> list[Column]:
    """The values of arguments for each of so many records; what is one for all stands there for each."""
    return [run.values[arg] if each else (run.values[arg],) * count for arg, each in own]  # type: ignore[misc]  # of records if `each`


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


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a run needs of the node of a fact: its name, how its value can be known, what it is if nothing says it."""

    name: str
    by: Known
    unknown: Value


def _fact_of(plan: Plan, node: Node) -> _Fact:
    return _Fact(str(node.fact), plan.known_by(node), node.type.unknown)


def _fact(
    fact: _Fact,
    args: Sequence[Value],
    supplied: Mapping[str, Value],
    contradicted: list[tuple[str, int | None]],
    record: int | None,
) -> Value:
    """The value of a fact: supplied, else derived, else what the data says an unknown becomes.

    One that is supplied as None (these rules do not know what it says) is not silence: nothing stands in for it.
    """
    derived = args[0] if fact.by.defined else fact.unknown
    if fact.name in supplied:
        value = supplied[fact.name]
        if value is None:
            return derived
        if fact.by.defined and not _possible(derived, value):
            contradicted.append((fact.name, record))
        return value
    return args[-1] if fact.by.defaulted and not known(derived) else derived


def _possible(derived: Value, value: Value) -> bool:
    """Whether a supplied value agrees with what the rest of the profile says."""
    if isinstance(derived, tuple) and isinstance(value, int):
        return derived[0] <= value <= derived[1]
    return not known(derived) or derived == value
