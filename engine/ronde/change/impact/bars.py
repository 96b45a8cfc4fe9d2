"""The bars of a picture of an impact: how many people have how much more or less of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.change.impact.distribution import steps
from ronde.change.impact.measure import Impact
from ronde.change.impact.page import fact, moves, step_told
from ronde.messages import translate
from ronde.model.types import Kind
from ronde.simulate.comparison import FactChange

MOST_DRAWN = 4
"""How many answers are drawn: those that change for most people."""


@dataclass(frozen=True, slots=True)
class Bar:
    """So many people, what is said of them, and whether they have more (1), less (-1), or something else (0)."""

    label: str
    people: int
    sign: int


def drawn_changes(found: Impact) -> list[FactChange]:
    """The answers that are drawn, those that change for most people first."""
    return sorted((each for each in found.changes if moves(each)), key=lambda each: -moves(each))[:MOST_DRAWN]


def bars(found: Impact, change: FactChange, language: str) -> Iterator[Bar]:
    """How many differ by how much; of a yes or no, how many gain and lose it."""
    about = fact(found, change.name)
    if change.numeric:
        for each in steps(change.differences):
            yield Bar(step_told(each, change, about, language), each.people, 1 if each.low > 0 else -1)
        told = []
    else:
        truth = change.kind is Kind.YES_NO
        gained = ("impact-bar-yes", change.gained, 1) if truth else ("impact-bar-other", change.changed, 1)
        told = [gained, ("impact-bar-no", change.lost, -1)]
    told += [("impact-bar-known", change.became_known, 0), ("impact-bar-unknown", change.became_unknown, 0)]
    for key, people, sign in told:
        if people:
            yield Bar(translate(key, language), people, sign)
