"""What is to be reached: facts that take a value, or that value or more; whether they do, and whether they can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ronde.evaluate.trace import Trace
from ronde.model.nodes import Fact
from ronde.model.types import Kind, read_value
from ronde.operations.bounds import bounds


@dataclass(frozen=True, slots=True)
class Goal:
    """A fact, and the value that is wanted of it: of a number, that or more."""

    fact: Fact
    wanted: int | str

    @property
    def least(self) -> bool:
        """Whether more than the value will do as well."""
        return self.fact.type.kind in (Kind.NUMBER, Kind.MONEY)

    def holds(self, trace: Trace) -> bool:
        """Whether it is so for sure."""
        value = trace.value(self.fact.name)
        if not self.least or isinstance(self.wanted, str):
            return value == self.wanted
        return value is not None and bounds(value)[0] >= self.wanted

    def possible(self, trace: Trace) -> bool:
        """Whether it can be so, as far as is known."""
        value = trace.value(self.fact.name)
        if value is None or isinstance(value, str) or isinstance(self.wanted, str):
            return value is None or value == self.wanted
        low, high = bounds(value)
        return high >= self.wanted and (self.least or low <= self.wanted)


def hold(goals: Iterable[Goal], trace: Trace) -> bool:
    """Whether all goals hold for sure."""
    return all(goal.holds(trace) for goal in goals)


def possible(goals: Iterable[Goal], trace: Trace) -> bool:
    """Whether all goals can hold, as far as is known."""
    return all(goal.possible(trace) for goal in goals)


def target_of(fact: Fact, written: object) -> int | str:
    """The value that is wanted of a fact, from what was written: yes, if nothing was. Errors: NotOfType."""
    if fact.type.kind is Kind.YES_NO and written is None:
        return 1
    return read_value(written, fact.type, bounded=False)
