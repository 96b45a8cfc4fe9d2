"""Some of the people whom a change touches, told one by one: both answers, and the rule that makes the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ronde.batch.reading import LINE
from ronde.change.impact.examples import Example
from ronde.change.impact.measure import Impact
from ronde.change.impact.profile import profile_of
from ronde.evaluate.decision import Decision
from ronde.explain.page import lines_of
from ronde.explain.reasons import why
from ronde.model.finding import Refused
from ronde.model.types import Kind
from ronde.operations.bounds import known
from ronde.telling.values import show, show_difference

MOST_REASONS = 4
"""Lines of reasons that are told of each side."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact's answers before and after, in words, and the difference if it is one of numbers."""

    fact: str
    label: str
    before: str
    after: str
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """A definition that differs: its answers, and what is said for it on one side and not on the other; or, if the same
    is said for both, what it is."""

    answer: Answer
    both: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One person: their id or line, what columns to keep say of them, the answers that differ, and why."""

    id: str
    kept: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    why: tuple[Why, ...]


def people_told(impact: Impact, language: str) -> list[Person]:
    """The people who tell most of a change."""
    found = (_person(impact, each, language) for each in impact.examples.telling())
    return [each for each in found if each is not None]


def _person(impact: Impact, example: Example, language: str) -> Person | None:
    """A person; none whose row the engine for one candidate cannot read."""
    sides = impact.sides
    without = {impact.id_column, LINE}
    decisions = []
    for side in sides.both:
        document = profile_of(example.row, side.history, side.plan, without)
        try:
            decisions.append(side.engine.evaluate(document, sides.clock, rules_of=side.day))
        except Refused:
            return None
    before, after = decisions
    names = [name for name in impact.causes.wanted if example.before[name] != example.after[name]]
    return Person(
        str(example.row[impact.id_column]),
        tuple((name, str(example.before[name])) for name in impact.keep if example.before.get(name) is not None),
        tuple(_answer(before, after, name, language) for name in names),
        tuple(_why(before, after, name, language) for name in impact.causes.told(example.causes)),
    )


def _answer(before: Decision, after: Decision, name: str, language: str) -> Answer:
    about, values = after.plan.facts[name], (before.trace.value(name), after.trace.value(name))
    was = show(values[0], before.plan.facts[name], before.plan, language)
    now = show(values[1], about, after.plan, language)
    difference = ""
    if about.type.kind in (Kind.NUMBER, Kind.MONEY) and all(map(known, values)):
        apart = int(str(values[1])) - int(str(values[0]))
        difference = show_difference(apart / Decimal(10**about.type.decimals), about, language)
    return Answer(name, about.label.get(language, name), was, now, difference)


def _why(before: Decision, after: Decision, name: str, language: str) -> Why:
    """A definition that differs, with the reasons that only one side has."""
    was, now = (list(_reasons(each, name, language)) for each in (before, after))
    gone, new = [each for each in was if each not in now], [each for each in now if each not in was]
    both = [] if gone or new else now
    told = (tuple(each[:MOST_REASONS]) for each in (both, gone, new))
    return Why(_answer(before, after, name, language), *told)


def _reasons(decision: Decision, name: str, language: str) -> Iterator[str]:
    """What is said for a fact, line by line, without where it is written."""
    for below in why(decision, name, language).below:
        yield from (line.text.partition(" [")[0] for line in lines_of(below, language))
