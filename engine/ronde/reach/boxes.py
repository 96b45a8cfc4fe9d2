"""The least ways to make a set of changes: a search that leaves out whatever bounds show to be in vain.

The ways to make each change stand in order, those that ask least first, and so do the days that are waited: a box is a
range of each. A box is evaluated as a whole, each value unknown between its least and its most; if its goals cannot
hold anywhere in it, it is left. Else it is cut in two, down to single ways, which are evaluated as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ronde.building.index import AS_OF
from ronde.evaluate.engine import asked_for
from ronde.evaluate.reference import Candidate, found_again
from ronde.evaluate.trace import Trace
from ronde.model.nodes import Op, Plan
from ronde.model.types import Value
from ronde.operations.bounds import hull
from ronde.reach.goals import Goal, hold, possible
from ronde.reach.options import Option, Options

MOST_TRIED, MOST_OF_ONE = 1_500, 200
"""Evaluations for one question, and for one set of changes, after which the search stops there and says so."""

Box = tuple[tuple[int, int], ...]
"""The first and the last place of each change, then of the days from the first on."""


Where = tuple[tuple[int, ...], int]
"""The place of each change among its options, and a day."""


@dataclass(frozen=True, slots=True)
class Point:
    """One way to make some changes: the place of each among its options, the day, and all that is so then."""

    places: tuple[int, ...]
    day: int
    trace: Trace


class Boxes:
    """The search in all changes of one candidate towards some goals."""

    def __init__(self, trace: Trace, goals: Sequence[Goal]) -> None:
        self.plan, self.before, self.goals = trace.plan, trace, goals
        self.nodes = asked_for(self.plan, [goal.fact.name for goal in goals])
        self.refused = self._refusals(trace)
        self.tried, self.cut_short = 0, False
        self.bearing = _Bearing(self.plan, self.nodes)
        self.mattering = _Bearing(self.plan, self.plan.below(self.plan.roots[goal.fact.name] for goal in goals))

    def least(self, moves: Sequence[Options], days: tuple[int, int], reached: Sequence[Where] = ()) -> list[Point]:
        """The ways to make these changes (each in one of its options) on a day between two that reach, of which no
        other asks for no more of anything and is no later, nor one that is `reached` without some of the changes.

        Earlier days come first: if the search is `cut_short`, what is found stands, and later ways may be missing.
        """
        found: list[Point] = []
        boxes: list[Box] = [(*((0, len(options) - 1) for options in moves), days)]
        last = min(MOST_TRIED, self.tried + MOST_OF_ONE)
        while boxes:
            if self.tried >= last:
                self.cut_short = True
                break
            box = _without(boxes.pop(), [*reached, *((each.places, each.day) for each in found)])
            if box is None:
                continue
            trace = self.traced(moves, box)
            if self._refusals(trace) > self.refused or not possible(self.goals, trace):
                continue
            halves = _halves(box)
            if halves:
                boxes += halves
            elif hold(self.goals, trace):
                found.append(Point(tuple(low for low, _ in box[:-1]), box[-1][0], trace))
        least = [one for one in found if not any(each is not one and _no_more(each, one) for each in found)]
        return sorted(least, key=lambda each: (each.day, each.places))

    def holds_until(self, options: Sequence[Option], day: int, last: int) -> int | None:
        """The last day up to which the goals hold after some changes if nothing else changes; None if they still do on
        the `last` day that is looked at, or if that takes too long to find."""
        moves, ranges = [(option,) for option in options], [(day + 1, last)]
        most = self.tried + MOST_OF_ONE
        while ranges and self.tried < most:
            low, high = ranges.pop()
            trace = self.traced(moves, (*((0, 0) for _ in moves), (low, high)))
            if hold(self.goals, trace):
                continue
            if low == high:
                return low - 1
            middle = (low + high) // 2
            ranges += [(middle + 1, high), (low, middle)]
        return None

    def traced(self, moves: Sequence[Options], box: Box) -> Trace:
        """What is so of the candidate anywhere in a box."""
        self.tried += 1
        candidate = self.before.candidate
        names = frozenset([AS_OF])
        for options, (low, high) in zip(moves, box[:-1], strict=True):
            candidate = options[low].on(candidate)
            names = names.union(options[low].names, options[high].names)
            if low < high:
                between = self._between(options[low], options[high])
                names = names.union(between)
                candidate = Candidate({**candidate.supplied, **between}, candidate.records)
        candidate = Candidate({**candidate.supplied, AS_OF: hull(box[-1])}, candidate.records)
        before = self.before.outcome
        return Trace(self.plan, candidate, found_again(self.plan, before, candidate, self.bearing[names], self.nodes))

    def _between(self, least: Option, most: Option) -> dict[str, Value]:
        """The facts that the ways from one to another change, each between its least and its most; anything if one of
        them leaves it."""
        facts = self.plan.facts
        names = dict.fromkeys((*least.values, *most.values))
        unknown = {name: facts[name].type.unknown for name in names}
        return {name: hull(each.values.get(name, unknown[name]) for each in (least, most)) for name in names}

    def _refusals(self, trace: Trace) -> int:
        """How many of the rules' refusals are so for sure."""
        return sum(
            trace.node(refusal.node, row) == 1
            for refusal in self.plan.refusals
            for row in ((None,) if refusal.record is None else trace.rows(refusal.record))
        )


class _Bearing(dict[frozenset[str], tuple[int, ...]]):
    """For names of facts and lists, the nodes whose values rest on them at first hand, of those asked for."""

    def __init__(self, plan: Plan, nodes: frozenset[int]) -> None:
        super().__init__()
        self.plan, self.nodes = plan, sorted(nodes)

    def __missing__(self, names: frozenset[str]) -> tuple[int, ...]:
        facts = self.plan.facts
        lists = {facts[name].record for name in names if name in facts and facts[name].record} | names
        found = []
        for number in self.nodes:
            node = self.plan.nodes[number]
            given = node.op is Op.GIVEN and node.data in lists
            if given or node.record in lists or (node.op is Op.FACT and node.fact in names):
                found.append(number)
        self[names] = tuple(found)
        return self[names]


def _without(box: Box, reached: Sequence[Where]) -> Box | None:
    """A box without what asks for as much of everything as some way that reaches, as far as it stays a box; None if
    nothing is left of it."""
    ranges = list(box)
    for places, day in reached:
        point = (*places, day)
        above = [at for at, (low, _) in enumerate(ranges) if point[at] > low]
        if not above:
            return None
        if len(above) == 1:
            at = above[0]
            ranges[at] = ranges[at][0], min(ranges[at][1], point[at] - 1)
    return tuple(ranges)


def _halves(box: Box) -> list[Box]:
    """A box cut in two, the half that asks less last: by its days, then by its narrowest change."""
    wide = [at for at, (low, high) in enumerate(box) if low < high]
    if not wide:
        return []
    at = wide[-1] if wide[-1] == len(box) - 1 else min(wide, key=lambda each: box[each][1] - box[each][0])
    low, high = box[at]
    middle = (low + high) // 2
    return [(*box[:at], half, *box[at + 1 :]) for half in ((middle + 1, high), (low, middle))]


def _no_more(one: Point, other: Point) -> bool:
    """Whether a way asks for no more than another, of anything, and is no later."""
    pairs = zip((*one.places, one.day), (*other.places, other.day), strict=True)
    return all(mine <= theirs for mine, theirs in pairs)
