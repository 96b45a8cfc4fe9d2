"""The nearest changes after which something holds: sets of moves of which none is needless, each found by evaluation.

A set of moves is looked into if no part of it reaches by itself. Of each set the ways that ask least are told, as
evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ronde.evaluate.decision import Decision
from ronde.model.types import Value
from ronde.reach.boxes import Boxes, Point, Where
from ronde.reach.goals import Goal, hold, possible
from ronde.reach.options import Option, Options, options_of

MOST_TOGETHER = 3
"""Moves that are made together, at most."""

MOST_WAYS = 8
"""Ways that are told, at most; sets of more changes are not looked into once there are as many."""


@dataclass(frozen=True, slots=True)
class Way:
    """Changes after which the goals hold, and the values of their facts then.

    `day` is the first day on which they do, if it is not that of the question; `until` the last one before time alone
    ends it, if that was found. If they can hold but not for sure, `missing` names the inputs that leave it open.
    """

    options: tuple[Option, ...]
    values: tuple[Value, ...]
    day: int | None = None
    until: int | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """The ways found, fewest changes first; whether it holds as it is, and which inputs leave that open; the days that
    were looked ahead, and what the search left out: whether it stopped before its end, and at how many changes."""

    ways: tuple[Way, ...]
    holds: bool
    missing: tuple[str, ...] = ()
    waited: int = 0
    stopped: bool = False
    together: int = MOST_TOGETHER


def reach(decision: Decision, goals: Sequence[Goal]) -> Reached:
    """The ways to some goals."""
    if hold(goals, decision.trace):
        return Reached((), True)
    return _Search(decision, goals).reached()


class _Search:
    """The search for one candidate. Time is no move of its own here: each set of changes is looked into on the day, and
    then on later days."""

    def __init__(self, decision: Decision, goals: Sequence[Goal]) -> None:
        self.trace, self.day, self.goals = decision.trace, decision.as_of, goals
        self.names = [goal.fact.name for goal in goals]
        self.boxes = Boxes(decision.trace, goals)
        moves = decision.history.moves
        found = (options for move in moves for options in options_of(decision.trace, move))
        self.moves = [options for options in found if self.boxes.mattering[options[len(options) - 1].names]]
        self.alone = max((move.wait for move in moves if move.only_waits), default=0)
        self.waited = max((move.wait for move in moves), default=0)
        self.ways: list[Way] = []
        self.points: list[tuple[tuple[int, ...], Point]] = []
        self.at_once: list[frozenset[int]] = []
        self.in_time: list[frozenset[int]] = []

    def reached(self) -> Reached:
        """All that is found."""
        missing = self.trace.missing_of(self.names)
        most, looks = (1, [self._today]) if missing else (MOST_TOGETHER, [self._today, self._later])
        together = -1
        while together < most and len(self.ways) < MOST_WAYS:
            together += 1
            sets = [each for each in combinations(range(len(self.moves)), together) if self._fit(each)]
            for look in looks:
                for chosen in sets:
                    look(chosen)
        waited = 0 if missing else self.waited
        return Reached(tuple(self.ways), False, missing, waited, self.boxes.cut_short, together)

    def _today(self, chosen: tuple[int, ...]) -> None:
        """Look into changes on the day itself."""
        if not chosen or self._has_part(chosen, self.at_once):
            return
        moves = [self.moves[each] for each in chosen]
        points = self.boxes.least(moves, (self.day, self.day))
        if points:
            self.at_once.append(frozenset(chosen))
        elif len(chosen) == 1:
            self._left_open(chosen[0])
        self.ways += (self._way(chosen, point) for point in points)

    def _later(self, chosen: tuple[int, ...]) -> None:
        """Look into changes after which some days are waited, unless some of them reach so without the others; what
        takes time itself may bring it sooner."""
        moves = [self.moves[each] for each in chosen]
        own = max((options[0].move.wait for options in moves), default=0)
        if not (own or self.alone) or self._has_part(chosen, self.at_once) or _forgets(moves):
            return
        slow = {each for each in chosen if self.moves[each][0].move.wait}
        if any(part <= set(chosen) and slow <= part for part in self.in_time):
            return
        points = self.boxes.least(moves, (self.day + 1, self.day + (own or self.alone)), self._reached(chosen))
        if points:
            self.in_time.append(frozenset(chosen))
        self.ways += (self._way(chosen, point) for point in points)

    def _left_open(self, number: int) -> None:
        """Tell a move after which it is not known whether the goals hold, for what is no longer said then."""
        moves = [self.moves[number]]
        if _forgets(moves):
            trace = self.boxes.traced(moves, ((0, 0), (self.day, self.day)))
            if possible(self.goals, trace):
                self.ways.append(self._way((number,), Point((0,), self.day, trace)))

    def _reached(self, chosen: Sequence[int]) -> list[Where]:
        """Where some of these changes reach without the others."""
        return [
            (tuple(dict(zip(some, point.places, strict=True)).get(each, 0) for each in chosen), point.day)
            for some, point in self.points
            if set(some) <= set(chosen)
        ]

    def _has_part(self, chosen: Iterable[int], sets: Iterable[frozenset[int]]) -> bool:
        return any(part <= frozenset(chosen) for part in sets)

    def _way(self, chosen: tuple[int, ...], point: Point) -> Way:
        options = tuple(self.moves[each][place] for each, place in zip(chosen, point.places, strict=True))
        missing = () if hold(self.goals, point.trace) else point.trace.missing_of(self.names)
        if not missing:
            self.points.append((chosen, point))
        last = self.day + self.waited
        until = None if missing or last <= point.day else self.boxes.holds_until(options, point.day, last)
        values = tuple(point.trace.value(name) for name in self.names)
        return Way(options, values, point.day if point.day > self.day else None, until, missing)

    def _fit(self, chosen: Sequence[int]) -> bool:
        """Whether some moves can be made together: they change different things. What forgets is made alone."""
        moves = [self.moves[each] for each in chosen]
        if len(moves) > 1 and _forgets(moves):
            return False
        touched = [options[len(options) - 1].touched for options in moves]
        return sum(map(len, touched)) == len(frozenset[object]().union(*touched))


def _forgets(moves: Iterable[Options]) -> bool:
    """Whether something is no longer said after some moves."""
    return any(options[0].forgotten for options in moves)
