"""Up to which day nothing moves: asked of many days at once, of a day that is only known to be one of them.

What is certain of such a day is so on each of them: an unknown date goes through the rules as its bounds.
"""

from __future__ import annotations

from collections.abc import Iterable

from ronde.building.index import AS_OF
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import check_profile
from ronde.evaluate.reference import Candidate, Column, on_another_day
from ronde.model.nodes import Plan
from ronde.model.types import Value
from ronde.operations.bounds import known
from ronde.rounds.days import on_day


class Pace:
    """How many days are asked about at once for some facts: more while nothing moves, fewer if something may."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names, self._days = tuple(names), 1
        self._plan: Plan | None = None
        self._resting = frozenset[int]()

    def ahead(self, before: Decision, asked: frozenset[int], last: int) -> Decision | None:
        """The decision on the last of some days, by the same rules, on which none of the facts moves, if that is known
        at once; right for the nodes `asked` for. Errors: ValidationError if the rules refuse the profile on one."""
        while self._days > 1 and before.as_of < last:
            until = min(before.as_of + self._days, last)
            if self._still(before, asked, until):
                self._days *= 2
                return on_day(before, until, asked)
            self._days //= 2
        return None

    def looked(self, *, moved: bool) -> None:
        """Note that one day was looked at by itself."""
        self._days = 1 if moved else 2

    def _still(self, before: Decision, asked: frozenset[int], until: int) -> bool:
        """Whether none of the facts moves up to a day, for sure. Errors: see `ahead`."""
        plan, values, root = before.plan, before.trace.outcome.values, before.plan.roots.get(AS_OF)
        if root is None:
            return True
        if plan is not self._plan:
            self._plan, self._resting = plan, _resting_on_day(plan)
        nodes = {plan.roots[name] for name in self._names if name in plan.roots} & self._resting
        if not all(known(values[node]) for node in nodes):  # type: ignore[arg-type]  # facts of no list: one value
            return False
        first, told = before.as_of + 1, before.trace.candidate
        candidate = Candidate({**told.supplied, AS_OF: (first, until)}, told.records)
        found = on_another_day(plan, before.trace.outcome, candidate, root, asked).values
        if any(found[node] != values[node] for node in nodes):
            return False
        refusing = {each.node for each in plan.refusals} & self._resting
        if doubtful := plan.below(node for node in refusing if not _no(found[node])):
            for day in range(first, until + 1):
                looked = on_day(before, day, doubtful)
                check_profile(looked.trace, looked.profile)
        return True


def _resting_on_day(plan: Plan) -> frozenset[int]:
    """The nodes whose value can be another on another day."""
    found, waiting = set[int](), [plan.roots[AS_OF]]
    while waiting:
        more = set(plan.dependents[waiting.pop()]) - found
        found |= more
        waiting.extend(more)
    return frozenset(found)


def _no(value: Value | Column) -> bool:
    """Whether a condition does not hold for sure, for any record."""
    return value == 0 or (isinstance(value, tuple) and all(each == 0 for each in value))
