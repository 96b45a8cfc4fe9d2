"""Which question is next: the one after whose answer the fewest are left, on an average of what answers settle."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ronde.ask.doubts import Doubts, doubting
from ronde.ask.said import Place, asked_of, assumed, not_known, place_of
from ronde.ask.tried import answers_tried
from ronde.ask.turns import in_turn
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import asked_for
from ronde.evaluate.reference import Candidate, evaluate, on_another_day
from ronde.evaluate.trace import Trace
from ronde.model.nodes import Plan
from ronde.model.types import Value
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
    ranked = asking.ranked(trace, changes)
    settled = [name for name in names if not changes[name]]
    found = {name: decision.trace.value(name) for name in settled}
    silent = (fact.name for fact in asked_of(plan, None) if assumed(plan, fact) and not trace.supplied(fact.name))
    return Interview(
        tuple(Open(each, _holding(changes, each), asking.silent(each)) for each in ranked),
        tuple(name for name in settled if known(found[name])),
        tuple(name for name in names if changes[name]),
        tuple(name for name in settled if not known(found[name])),
        tuple(map(Place, silent)),
    )


def _holding(changes: Mapping[str, Container[Place]], place: Place) -> tuple[str, ...]:
    return tuple(name for name, places in changes.items() if place in places)


def _first(places: Iterable[Place], record: str | None) -> int:
    """The first position in a list of records at which something is open."""
    return min(each.position for each in places if each.record == record)


class _Asking:
    """The facts `wanted`, and the places to which no answer is known."""

    def __init__(self, plan: Plan, wanted: tuple[str, ...], unanswered: frozenset[str]) -> None:
        self.plan, self.wanted, self.unanswered = plan, wanted, unanswered
        self.nodes = asked_for(plan, wanted)
        self.steps = Doubts(plan, unanswered)

    def settled(self, candidate: Candidate) -> Trace:
        """The trace of the candidate, in doubt of what silence means, but of what can be nothing else."""
        doubted = doubting(self.plan, candidate, self.unanswered)
        trace = Trace(self.plan, doubted, evaluate(self.plan, doubted, self.nodes, self.steps))
        while only := [
            each for each in self.missing(trace) if self.silent(each) and len(list(self.tried(trace, each))) == 1
        ]:
            for each in only:
                trace = self._found_again(trace, each, _silent(trace.candidate, each))
        return trace

    def missing(self, trace: Trace, names: Sequence[str] | None = None) -> dict[Place, None]:
        """The questions that are open for some facts (all that are wanted), in the order of the rules."""
        found = trace.missing_of(self.wanted if names is None else names)
        return {place_of(told): None for told in found if told not in self.unanswered}

    def silent(self, place: Place) -> bool:
        """Whether the rules say what silence means at a place."""
        return place.name in self.plan.facts and assumed(self.plan, self.plan.facts[place.name])

    def ranked(self, trace: Trace, changes: Mapping[str, Container[Place]]) -> list[Place]:
        """The open questions, the next one first. A record that was begun is ended first; of questions that leave as
        many, that comes first which can change more of what is wanted. None comes before one that may leave it no
        choice."""
        found = list(self.missing(trace))
        begun = {each.item for each in found if each.item and self._begun(trace, each)}
        first: set[tuple[str, int] | None] = set(begun)
        if not begun:
            first = {each.item for each in found if each.position == _first(found, each.record)}
        ready = [each for each in found if each.item in first]
        imagined = trace if begun else self._imagined(trace)
        alone = len(self.missing(imagined)) - 1
        left = dict.fromkeys(found, alone) | {each: self._left(imagined, each, alone) for each in ready[:MOST_TRIED]}
        best = sorted(found, key=lambda each: (each.item not in first, left[each], -len(_holding(changes, each))))
        return in_turn(self.plan, best)

    def _imagined(self, trace: Trace) -> Trace:
        """What would be found if each list that was not told had one record of which nothing is said: what an answer
        settles of the records to come counts as well."""
        told = trace.candidate.records
        blank: dict[str, Sequence[Mapping[str, Value]]]
        blank = {name: ({},) for name in self.plan.records if name not in told and name not in self.unanswered}
        return self.settled(Candidate(trace.candidate.supplied, {**told, **blank})) if blank else trace

    def _left(self, trace: Trace, place: Place, alone: int) -> int:
        """How many questions are left after an answer, on an average, rounded. Answers that leave as many count once;
        a question whose answers are not tried settles itself `alone`."""
        counts = {len(self.missing(after)) for after in self.tried(trace, place)}
        return round(sum(counts) / len(counts)) if counts else alone

    def _begun(self, trace: Trace, place: Place) -> bool:
        """Whether anything is said of the record that a place is a part of."""
        row = trace.candidate.records[str(place.record)][place.position]
        fields = (Place(name, place.record, place.position).told for name in row)
        return any(known(value) for value in row.values()) or any(each in self.unanswered for each in fields)

    def tried(self, trace: Trace, place: Place) -> Iterator[Trace]:
        """What is found after each answer that is tried, and that the rules do not refuse."""
        for value in answers_tried(self.plan, place.name):
            after = self._found_again(trace, place, _with(trace.candidate, place, value))
            if not self._refused(after):
                yield after

    def _found_again(self, trace: Trace, place: Place, candidate: Candidate) -> Trace:
        """The trace of a candidate who differs in the answer at one place."""
        root = self.plan.roots[place.name]
        outcome = on_another_day(self.plan, trace.outcome, candidate, root, self.nodes, self.steps)
        return Trace(self.plan, candidate, outcome)

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


def _silent(candidate: Candidate, place: Place) -> Candidate:
    """The candidate with silence, whose meaning is no longer in doubt, at a place of a record."""
    rows = list(candidate.records[str(place.record)])
    rows[place.position] = {name: each for name, each in rows[place.position].items() if name != place.name}
    return Candidate(candidate.supplied, {**candidate.records, str(place.record): rows})
