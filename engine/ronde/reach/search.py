"""The nearest changes after which a fact holds: sets of moves of which none is needless, each found by evaluation.

A set of moves is looked into if no part of it reaches by itself, and if it reaches with each move at its most. Then
each is lowered, one after another, as far as the rest allows. What is told was evaluated as it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import asked_for
from ronde.evaluate.reference import evaluate
from ronde.evaluate.trace import Trace
from ronde.model.nodes import Fact
from ronde.model.types import Value
from ronde.operations.bounds import bounds, known
from ronde.reach.options import Option, options_of
from ronde.rounds.days import on_day

MOST_TOGETHER = 3
"""Moves that are made together, at most."""


@dataclass(frozen=True, slots=True)
class Way:
    """Changes after which the fact holds, and its value then; `day` is that of a wait, by its number."""

    options: tuple[Option, ...]
    value: Value
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """The ways found, fewest changes first; whether it holds as it is, and which inputs leave that open."""

    ways: tuple[Way, ...]
    holds: bool
    missing: tuple[str, ...]
    waited: int


def reach(decision: Decision, fact: Fact, wanted: int | str) -> Reached:
    """The ways to a value of a fact: of an ordered one, to that or more."""
    trace = decision.trace
    if holds(trace, fact, wanted):
        return Reached((), True, (), 0)
    search = _Search(decision, fact, wanted)
    wait = max((move.wait for move in decision.history.moves), default=0)
    ways = [*search.sets(), *search.waits(wait)]
    return Reached(tuple(ways), False, trace.missing(fact.name), wait)


def holds(trace: Trace, fact: Fact, wanted: int | str) -> bool:
    """Whether a fact has a value, or more, for sure."""
    value = trace.value(fact.name)
    if isinstance(wanted, str) or not fact.type.ordered:
        return value == wanted
    if fact.type.high <= 1 and fact.type.low >= 0:
        return value == wanted
    return value is not None and bounds(value)[0] >= wanted


class _Search:
    """The search for one fact of one candidate."""

    def __init__(self, decision: Decision, fact: Fact, wanted: int | str) -> None:
        self.decision, self.fact, self.wanted = decision, fact, wanted
        self.plan, self.candidate = decision.plan, decision.trace.candidate
        self.nodes = asked_for(self.plan, (fact.name,))
        self.refused = sum(1 for _ in self._refusals(decision.trace))
        moves = decision.history.moves
        options = [options_of(decision.trace, move) for move in moves if not move.wait]
        self.moves = [each for each in options if each and self._counts(each)]

    def sets(self) -> Iterator[Way]:
        """The sets of moves that reach, none of which has a part that does."""
        reached: list[frozenset[int]] = []
        for size in range(1, MOST_TOGETHER + 1):
            for chosen in combinations(range(len(self.moves)), size):
                whole = frozenset(chosen)
                if any(part <= whole for part in reached):
                    continue
                found = list(self._least(chosen))
                if found:
                    reached.append(whole)
                    yield from found

    def waits(self, most: int) -> Iterator[Way]:
        """The first day on which time alone makes it hold, by the same rules, if one comes."""
        before = self.decision
        for day in range(before.as_of + 1, before.as_of + most + 1):
            before = on_day(before, day, self.nodes)
            if holds(before.trace, self.fact, self.wanted):
                yield Way((), before.trace.value(self.fact.name), day)
                return

    def _least(self, chosen: Sequence[int]) -> Iterator[Way]:
        """The ways to make these moves that ask least: each order of lowering them may give another."""
        most = [self.moves[each][-1] for each in chosen]
        if self._value(most) is None and not self._any(chosen):
            return
        found: dict[tuple[int, ...], Way] = {}
        for order in permutations(range(len(chosen))):
            places = [len(self.moves[each]) - 1 for each in chosen]
            for turn in order:
                places[turn] = self._lowest(chosen, places, turn)
            options = tuple(self.moves[each][place] for each, place in zip(chosen, places, strict=True))
            value = self._value(options)
            if value is not None:
                found.setdefault(tuple(places), Way(options, value))
        yield from found.values()

    def _any(self, chosen: Sequence[int]) -> bool:
        """Whether a single move reaches somewhere below its most."""
        return len(chosen) == 1 and any(self._value([option]) is not None for option in self.moves[chosen[0]])

    def _lowest(self, chosen: Sequence[int], places: list[int], turn: int) -> int:
        """The first place of one move at which all reach, the others as they stand."""
        for place in range(places[turn]):
            tried = [*places[:turn], place, *places[turn + 1 :]]
            if self._value([self.moves[each][at] for each, at in zip(chosen, tried, strict=True)]) is not None:
                return place
        return places[turn]

    def _counts(self, options: Sequence[Option]) -> bool:
        """Whether a move can bear on the fact at all."""
        for option in options:
            names = option.values or option.record
            if any(self.plan.roots[name] in self.nodes for name in names):
                return True
        return False

    def _value(self, options: Sequence[Option]) -> Value:
        """The value of the fact after some moves; None if it does not hold then, or if the rules refuse it."""
        candidate = self.candidate
        for option in options:
            candidate = option.on(candidate)
        trace = Trace(self.plan, candidate, evaluate(self.plan, candidate, self.nodes))
        if not holds(trace, self.fact, self.wanted) or sum(1 for _ in self._refusals(trace)) > self.refused:
            return None
        value = trace.value(self.fact.name)
        assert known(value) or isinstance(value, tuple)
        return value

    def _refusals(self, trace: Trace) -> Iterator[int]:
        for refusal in self.plan.refusals:
            for row in (None,) if refusal.record is None else trace.rows(refusal.record):
                if trace.node(refusal.node, row) == 1:
                    yield refusal.node
