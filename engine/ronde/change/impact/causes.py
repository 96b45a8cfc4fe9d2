"""By which rule an answer differs: the deepest facts that differ, found for many candidates at once or for one.

A fact differs by itself if it differs and nothing that it rests on does: then what its definition says is what changed.
Facts of records, and facts that only one side defines, have no column of their own: a definition that goes through them
is told as one with theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ronde.change.meaning import changed_facts
from ronde.model.nodes import Plan

Truths = NDArray[np.bool_]

MOST_CAUSES = 64
"""Facts that can be told apart as causes: each is a bit of a number."""


@dataclass(frozen=True, slots=True)
class Rested:
    """What a fact rests on: the nearest facts of the candidate that both sides define, and the changed definitions of
    the fact itself and of those on the way to them."""

    facts: frozenset[str]
    changed: tuple[str, ...]


class Causes:
    """What to compare so that it is known by which rule each of some facts differs."""

    def __init__(self, before: Plan, after: Plan, wanted: Iterable[str]) -> None:
        self.plans = (before, after)
        self.changed = changed_facts(before, after)
        self.wanted = tuple(name for name in wanted if self._both(name))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts to compare: those wanted, and all below them that can differ. Each comes after what it rests on."""
        order: list[str] = []
        for name in self.wanted:
            self._gather(name, order, set())
        moving = set[str]()
        for name in order:
            rested = self.rested(name)
            if rested.changed or rested.facts & moving:
                moving.add(name)
        return tuple(name for name in order if name in moving or name in self.wanted)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The facts that can differ by their own definition, at most MOST_CAUSES."""
        return tuple(name for name in self.facts if self.rested(name).changed)[:MOST_CAUSES]

    def rested(self, name: str) -> Rested:
        """What a fact rests on."""
        if name not in self._rested:
            self._rested[name] = self._look(name)
        return self._rested[name]

    def of(
        self, differs: Mapping[str, Truths], itself: Callable[[str, Truths], Truths]
    ) -> dict[str, NDArray[np.uint64]]:
        """For each of `facts` the causes by which it differs in each row, a bit for each of `own`.

        `differs` says of each fact in which rows it does; `itself` finds, for a fact and rows in which something that
        it rests on differs too, in which of them its own definition changes the answer all the same.
        """
        found: dict[str, NDArray[np.uint64]] = {}
        for name in self.facts:
            rested, differ = self.rested(name), differs[name]
            bits = np.zeros(len(differ), np.uint64)
            below = np.zeros(len(differ), bool)
            for each in rested.facts & found.keys():
                below |= differs[each]
                bits |= found[each]
            if name in self.own:
                alone = differ & ~below
                both = differ & below
                if both.any():
                    alone = alone | (both & itself(name, both))
                bits |= np.where(alone, np.uint64(1 << self.own.index(name)), np.uint64(0))
            found[name] = np.where(differ, bits, np.uint64(0))
        return found

    def told(self, bits: int) -> tuple[str, ...]:
        """The facts of some causes, in the order in which they rest on each other."""
        return tuple(name for number, name in enumerate(self.own) if bits >> number & 1)

    @cached_property
    def _rested(self) -> dict[str, Rested]:
        return {}

    def _both(self, name: str) -> bool:
        """Whether a fact has a column on either side: a candidate's, of the same kind."""
        abouts = [plan.facts.get(name) for plan in self.plans]
        return all(about is not None and about.record is None for about in abouts)

    def _gather(self, name: str, order: list[str], seen: set[str]) -> None:
        if name in seen or name in order:
            return
        seen.add(name)
        for each in sorted(self.rested(name).facts):
            self._gather(each, order, seen)
        order.append(name)

    def _look(self, name: str) -> Rested:
        facts, passed = set[str](), {name: None}
        waiting = [name]
        while waiting:
            for each in sorted(_named(self.plans, waiting.pop())):
                if self._both(each):
                    facts.add(each)
                elif each not in passed:
                    passed[each] = None
                    waiting.append(each)
        return Rested(frozenset(facts - {name}), tuple(each for each in passed if each in self.changed))


def _named(plans: Sequence[Plan], name: str) -> Collection[str]:
    """The facts that the definition of a fact names on either side."""
    return frozenset[str]().union(*(plan.dependencies.get(name, frozenset()) for plan in plans))
