"""One candidate by forward chaining: conditions on durable_rules, everything else computed between its turns.

Every answer is compared with the reference in the same call; a difference is an error. A plan's programs are built
once and kept with it; one evaluation holds a program's lock, so threads take turns on one plan and run apart on others.
"""

from __future__ import annotations

from contextlib import ExitStack
from threading import Lock
from weakref import WeakKeyDictionary, finalize

from ronde.model.nodes import Plan
from ronde.model.types import Value
from ronde.run import durable, reference
from ronde.run.durable import Program, Session
from ronde.run.machine import Machine, Reference
from ronde.run.operations import MAYBE, bounds
from ronde.run.reference import Candidate, Outcome
from ronde.run.strata import CANDIDATE, Strata, Stratum, false, free, stratify, true


class MachinesDiffer(RuntimeError):
    """The chainer and the reference disagree on a node: a defect, never an answer."""


def best_machine() -> Machine:
    """The forward chainer where its library can be had, else the reference."""
    return Chainer() if durable.available() else Reference()


class Chainer:
    """The forward chainer behind the interface of a machine."""

    def __init__(self) -> None:
        self.name = f"durable_rules {durable.version()}, compared with the reference"
        self._programs: WeakKeyDictionary[Plan, tuple[Strata, dict[str, Program]]] = WeakKeyDictionary()
        self._lock = Lock()

    def evaluate(self, plan: Plan, candidate: Candidate) -> Outcome:
        """The value of every node. Errors: MachinesDiffer."""
        expected = reference.evaluate(plan, candidate)
        found = self.chain(plan, candidate)
        if found.values != expected.values:
            wrong = next(number for number, value in enumerate(found.values) if value != expected.values[number])
            raise MachinesDiffer(
                f"node {wrong} ({plan.nodes[wrong].op}, {plan.nodes[wrong].place}): "
                f"{found.values[wrong]} by chaining, {expected.values[wrong]} by the reference"
            )
        return found

    def chain(self, plan: Plan, candidate: Candidate) -> Outcome:
        """The value of every node by forward chaining alone."""
        strata, programs = self._prepared(plan)
        with ExitStack() as stack:
            sessions = {
                name: [
                    stack.enter_context(program.session())
                    for _ in range(1 if name == CANDIDATE else len(candidate.records.get(name, ())))
                ]
                for name, program in programs.items()
            }
            return _Run(plan, candidate, strata, sessions).outcome()

    def _prepared(self, plan: Plan) -> tuple[Strata, dict[str, Program]]:
        with self._lock:
            found = self._programs.get(plan)
            if found is None:
                strata = stratify(plan)
                programs = {
                    name: Program(scope.thresholds, scope.clauses)
                    for name, scope in strata.scopes.items()
                    if scope.clauses or scope.thresholds
                }
                found = self._programs[plan] = (strata, programs)
                for program in programs.values():
                    finalize(plan, program.close)
            return found


class _Run:
    """One evaluation: the values found so far, and what each session has derived."""

    def __init__(self, plan: Plan, candidate: Candidate, strata: Strata, sessions: dict[str, list[Session]]) -> None:
        self.plan, self.candidate, self.strata, self.sessions = plan, candidate, strata, sessions
        self.steps = reference.steps_of(plan)
        self.run = reference.Run(candidate, [None] * len(plan.nodes))
        self.values = self.run.values
        self.derived: dict[str, list[set[str]]] = {name: [set() for _ in each] for name, each in sessions.items()}

    def outcome(self) -> Outcome:
        """Take every turn."""
        for turn in self.strata.turns:
            for node in turn.computed:
                self.values[node] = self.steps[node](self.run)
            for scope, sessions in self.sessions.items():
                for record, session in enumerate(sessions):
                    self.tell(turn, scope, record, session)
                self.settle(turn, scope, len(sessions))
        return Outcome(tuple(self.values[twin] for twin in self.plan.twins), tuple(self.run.contradicted))

    def tell(self, turn: Stratum, scope: str, record: int, session: Session) -> None:
        """Tell a session what was computed, and take in what it derives."""
        measured = [(f"n{node}", _fields(self.value(node, scope, record))) for node in turn.measured[scope]]
        atoms = [atom for node in turn.told[scope] if (atom := _atom(node, self.value(node, scope, record)))]
        atoms += [atom for node in turn.settled[scope] for atom in self.supplied(node, scope, record)]
        if measured or atoms:
            derived = self.derived[scope][record]
            derived.update(atoms)
            derived.update(firing.conclusion for firing in session.tell([each for each in measured if each[1]], atoms))

    def supplied(self, node_id: int, scope: str, record: int) -> list[str]:
        """For a fact that the chainer derives: its supplied value, or that none was supplied."""
        node = self.plan.nodes[node_id]
        if node.fact is None:
            return []
        given = self.candidate.supplied if scope == CANDIDATE else self.candidate.records[scope][record]
        if node.fact not in given:
            return [free(node_id)]
        return [atom] if (atom := _atom(node_id, given[node.fact])) else []

    def settle(self, turn: Stratum, scope: str, count: int) -> None:
        """Note as true, false or unknown what the chainer can no longer change."""
        for node in turn.settled[scope]:
            found: list[Value] = [
                1 if true(node) in derived else 0 if false(node) in derived else MAYBE
                for derived in self.derived[scope]
            ]
            self.values[node] = found[0] if scope == CANDIDATE else tuple(found[:count])
            if self.plan.nodes[node].fact is not None:
                self.steps[node](self.run)  # notes where a supplied value goes against what its definition gives

    def value(self, node: int, scope: str, record: int) -> Value:
        """The value of a node for the candidate or for one record."""
        value = self.values[node]
        if scope != CANDIDATE and self.plan.nodes[node].record is not None:
            assert isinstance(value, tuple)
            return value[record]
        return value  # type: ignore[return-value]


def _fields(value: Value) -> dict[str, int | str]:
    """What is told of a measured value: its text, or its bounds and, where known, its exact value."""
    if value is None:
        return {}
    if isinstance(value, str):
        return {"text": value}
    low, high = bounds(value)
    return {"low": low, "high": high, "exact": low} if low == high else {"low": low, "high": high}


def _atom(node: int, value: Value) -> str | None:
    """The atom told for a yes_no, or None where it is unknown."""
    return true(node) if value == 1 else false(node) if value == 0 else None
