"""Which question is next: the one after whose answer the fewest are left, on an average of what can be answered."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ronde.ask.doubts import Doubts, doubting
from ronde.ask.said import Place, asked_of, assumed, not_known, place_of
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import asked_for
from ronde.evaluate.reference import Candidate, evaluate, on_another_day
from ronde.evaluate.trace import Trace
from ronde.model.nodes import Plan
from ronde.model.types import Kind, Value
from ronde.operations.bounds import known

MOST_TRIED = 60
"""Questions whose answers are tried, of those still open; the others come after them, in the order of the rules."""


@dataclass(frozen=True, slots=True)
class Open:
    """A question that is open: its place, the facts wanted that it can still change, whether silence has a meaning."""

    place: Place
    changes: tuple[str, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class Interview:
    """Where an interview stands: the open questions, the next one first; of the facts wanted those that no answer can
    change any more, those that the open questions can, and those that are not known and that no open question decides;
    and the inputs of the candidate whose silence the rules give a meaning."""

    open: tuple[Open, ...]
    decided: tuple[str, ...]
    undecided: tuple[str, ...]
    unknown: tuple[str, ...]
    assumed: tuple[Place, ...]


def interview(decision: Decision, wanted: Iterable[str]) -> Interview:
    """What is still to be asked before some facts of a candidate are decided."""
    plan = decision.plan
    names = tuple(name for name in wanted if name in plan.roots)
    asking = _Asking(plan, names, not_known(decision.profile.document.tree, plan))
    trace = asking.settled(decision.trace.candidate)
    changes = {name: asking.missing(trace, (name,)) for name in names}
    ranked = asking.ranked(trace)
    settled = [name for name in names if not changes[name]]
    found = {name: decision.trace.value(name) for name in settled}
    silent = (fact.name for fact in asked_of(plan, None) if assumed(plan, fact) and not trace.supplied(fact.name))
    return Interview(
        tuple(
            Open(each, tuple(name for name in names if each in changes[name]), asking.silent(each)) for each in ranked
        ),
        tuple(name for name in settled if known(found[name])),
        tuple(name for name in names if changes[name]),
        tuple(name for name in settled if not known(found[name])),
        tuple(map(Place, silent)),
    )


def _holding(changes: Mapping[str, Container[Place]], place: Place) -> tuple[str, ...]:
    return tuple(name for name, places in changes.items() if place in places)


class _Asking:
    """The facts `wanted`, and the places to which no answer is known."""

    def __init__(self, plan: Plan, wanted: tuple[str, ...], unanswered: frozenset[str]) -> None:
        self.plan, self.wanted, self.unanswered = plan, wanted, unanswered
        self.nodes = asked_for(plan, wanted)
        self.steps = Doubts(plan, unanswered)
        self.sizes = {record: 1 + sum(1 for _ in asked_of(plan, record)) for record in plan.records}

    def settled(self, candidate: Candidate) -> Trace:
        """The trace of the candidate, in doubt of what silence means, but of what can be nothing else."""
        sure = self.unanswered
        while True:
            doubted = doubting(self.plan, candidate, sure)
            trace = Trace(self.plan, doubted, evaluate(self.plan, doubted, self.nodes, self.steps))
            silent = (each for each in self.missing(trace) if self.silent(each))
            only = {each.told for each in silent if len(list(self.tried(trace, each))) == 1}
            if not only:
                return trace
            sure |= only

    def missing(self, trace: Trace, names: Sequence[str] | None = None) -> dict[Place, None]:
        """The questions that are open for some facts (all that are wanted), in the order of the rules."""
        found = trace.missing_of(self.wanted if names is None else names)
        return {place_of(told): None for told in found if told not in self.unanswered}

    def silent(self, place: Place) -> bool:
        """Whether the rules say what silence means at a place."""
        return place.name in self.plan.facts and assumed(self.plan, self.plan.facts[place.name])

    def ranked(self, trace: Trace) -> list[Place]:
        """The open questions, the next one first. A record that was begun is ended first."""
        found = list(self.missing(trace))
        begun = {each.item for each in found if each.item and self._begun(trace, each)}
        left = len(found) + sum(self.sizes.get(each.name, 1) - 1 for each in found)
        cost = {each: float(left) for each in found}
        for each in found[:MOST_TRIED]:
            weights = [self._left(after) for after in self.tried(trace, each)]
            cost[each] = sum(weights) / len(weights) if weights else float(left)
        return sorted(found, key=lambda each: (bool(begun) and each.item not in begun, cost[each]))

    def _begun(self, trace: Trace, place: Place) -> bool:
        """Whether anything is said of the record that a place is a part of."""
        row = trace.candidate.records[str(place.record)][place.position]
        fields = (Place(name, place.record, place.position).told for name in row)
        return any(known(value) for value in row.values()) or any(each in self.unanswered for each in fields)

    def _left(self, trace: Trace) -> int:
        """How many questions are still open; a list that was not given counts for one of its records."""
        return sum(self.sizes.get(each.name, 1) for each in self.missing(trace))

    def tried(self, trace: Trace, place: Place) -> Iterator[Trace]:
        """What is found after each answer that a yes or no or a choice can be given, and that the rules do not
        refuse."""
        about = self.plan.facts.get(place.name)
        if about is None or about.type.kind not in (Kind.YES_NO, Kind.CHOICE):
            return
        answers: Sequence[Value] = (0, 1) if about.type.kind is Kind.YES_NO else about.type.choices
        for value in answers:
            candidate = _with(trace.candidate, place, value)
            root = self.plan.roots[place.name]
            outcome = on_another_day(self.plan, trace.outcome, candidate, root, self.nodes, self.steps)
            after = Trace(self.plan, candidate, outcome)
            if not self._refused(after):
                yield after

    def _refused(self, trace: Trace) -> bool:
        return any(
            trace.node(refusal.node, row) == 1
            for refusal in self.plan.refusals
            for row in ((None,) if refusal.record is None else trace.rows(refusal.record))
        )


def _with(candidate: Candidate, place: Place, value: Value) -> Candidate:
    """The candidate with one answer more."""
    if place.record is None:
        return Candidate({**candidate.supplied, place.name: value}, candidate.records)
    rows = list(candidate.records[place.record])
    rows[place.position] = {**rows[place.position], place.name: value}
    return Candidate(candidate.supplied, {**candidate.records, place.record: rows})
