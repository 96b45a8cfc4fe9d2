"""One candidate by forward chaining: conditions on durable_rules, everything else computed between its turns.

Every answer is compared with the reference in the same call; a difference is an error. A plan's programs are built
once and kept with it; one evaluation holds a program's lock, so threads take turns on one plan and run apart on others.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import ExitStack
from threading import Lock

from ronde.evaluate import durable, reference
from ronde.evaluate.chainer_layout import UnsafeShape
from ronde.evaluate.durable import Program, Session
from ronde.evaluate.forks import renewed_in_forks
from ronde.evaluate.machine import Machine, Reference
from ronde.evaluate.reference import Candidate, Outcome
from ronde.evaluate.stages import CANDIDATE, Strata, Stratum, free, shape_diagnostics, stratify
from ronde.messages.diagnostics import ValidationError
from ronde.model.nodes import Plan
from ronde.model.types import Value
from ronde.operations.bounds import MAYBE

MOST_PROGRAMS = 16
"""The native memory of so many plans at most is kept; a program is freed when nothing uses it any more."""


class MachinesDiffer(RuntimeError):
    """The chainer and the reference disagree on a node: a defect, never an answer."""


def best_machine() -> Machine:
    """The forward chainer where its library can be had, else the reference."""
    return Chainer() if durable.available() else Reference()


class Chainer:
    """The forward chainer behind the interface of a machine."""

    def __init__(self) -> None:
        self.name = f"durable_rules {durable.version()}"
        self._programs: OrderedDict[Plan, tuple[Strata, dict[str, Program]]] = OrderedDict()
        self._lock = Lock()
        renewed_in_forks(self)

    def renew(self) -> None:
        """In a child of a fork: a new lock. Programs stay, and renew themselves."""
        self._lock = Lock()

    def evaluate(self, plan: Plan, candidate: Candidate, asked: frozenset[int] | None = None) -> Outcome:
        """The value of every node, whatever is asked for. Errors: MachinesDiffer."""
        expected = reference.evaluate(plan, candidate)
        found = self.chain(plan, candidate)
        if set(found.contradicted) != set(expected.contradicted):
            raise MachinesDiffer(
                f"contradicted: {found.contradicted} by chaining, {expected.contradicted} by the reference"
            )
        if found.values != expected.values:
            wrong = next(number for number, value in enumerate(found.values) if value != expected.values[number])
            raise MachinesDiffer(
                f"node {wrong} ({plan.nodes[wrong].op}, {plan.nodes[wrong].location}): "
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
        """The strata and programs of a plan, built once. Errors: ValidationError for a shape that cannot be run
        safely."""
        with self._lock:
            found = self._programs.get(plan)
            if found is None:
                strata = stratify(plan)
                try:
                    programs = {
                        name: Program(scope.thresholds, scope.clauses)
                        for name, scope in strata.scopes.items()
                        if scope.clauses or scope.thresholds
                    }
                except UnsafeShape:
                    raise ValidationError(tuple(shape_diagnostics(plan, strata))) from None
                found = self._programs[plan] = (strata, programs)
                if len(self._programs) > MOST_PROGRAMS:
                    self._programs.popitem(last=False)
            self._programs.move_to_end(plan)
            return found


class _Run:
    """One evaluation: the values found so far, and the sessions that derive the rest."""

    def __init__(self, plan: Plan, candidate: Candidate, strata: Strata, sessions: dict[str, list[Session]]) -> None:
        self.plan, self.candidate, self.strata, self.sessions = plan, candidate, strata, sessions
        self.steps = reference.steps_of(plan)
        self.run = reference.Run(candidate, [None] * len(plan.nodes))
        self.found: dict[str, list[dict[int, int]]] = {scope: [{} for _ in each] for scope, each in sessions.items()}

    def outcome(self) -> Outcome:
        """Take every turn."""
        values = self.run.values
        for turn in self.strata.turns:
            for node in turn.computed:
                values[node] = self.steps[node](self.run)
            for scope, sessions in self.sessions.items():
                for record, session in enumerate(sessions):
                    self.tell(turn, scope, record, session)
                self.settle(turn, scope)
        return Outcome(tuple([values[twin] for twin in self.plan.twins]), tuple(self.run.contradicted))

    def tell(self, turn: Stratum, scope: str, record: int, session: Session) -> None:
        """Tell a session what was computed; keep what it derives, and what was supplied, as true or false by node.

        A condition may be derived in an earlier turn than it settles: one false is enough for an `all`.
        """
        found = self.found[scope][record]
        measured = [
            (self.strata.groups[node], _fields(self.value(node, scope, record))) for node in turn.measured[scope]
        ]
        atoms = [
            atom
            for node in turn.told[scope]
            if (atom := self.strata.atoms.get((node, self.value(node, scope, record))))  # type: ignore[arg-type]  # others have none
        ]
        given = self.candidate.supplied if scope == CANDIDATE else self.candidate.records[scope][record]
        for node, name in turn.facts[scope]:
            supplied = given.get(name)
            if supplied is None:
                atoms.append(free(node))
            elif isinstance(supplied, int):
                found[node] = supplied
                atoms.append(self.strata.atoms[node, supplied])
        if measured or atoms:
            meaning = self.strata.meaning
            found.update(meaning[firing.conclusion] for firing in session.tell(measured, atoms))

    def settle(self, turn: Stratum, scope: str) -> None:
        """Note as true, false or unknown what the chainer can no longer change."""
        values = self.run.values
        for node in turn.settled[scope]:
            column: list[Value] = [each.get(node, MAYBE) for each in self.found[scope]]
            values[node] = column[0] if scope == CANDIDATE else tuple(column)
        for node, _ in turn.facts[scope]:
            self.steps[node](self.run)  # notes where a supplied value goes against what its definition gives

    def value(self, node: int, scope: str, record: int) -> Value:
        """The value of a node for the candidate or for one record."""
        value = self.run.values[node]
        return value[record] if self.plan.nodes[node].record is not None else value  # type: ignore[index, return-value]  # of records


def _fields(value: Value) -> dict[str, int | str]:
    """What is told of a measured value: its text, or its bounds and, where known, its exact value."""
    if isinstance(value, int):
        return {"low": value, "high": value, "exact": value}
    if isinstance(value, str):
        return {"text": value}
    return {} if value is None else {"low": value[0], "high": value[1]}
