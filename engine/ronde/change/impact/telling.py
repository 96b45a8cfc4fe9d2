"""Some of the people whom a change touches, told one by one: both answers, and the rule that makes the difference."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.batch.reading import LINE
from ronde.change.answers import Answer, Why, answer_of, why_of
from ronde.change.impact.examples import Example
from ronde.change.impact.measure import Impact
from ronde.change.impact.profile import profile_of
from ronde.messages.diagnostics import ValidationError


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
        document = profile_of(example.row, side.plan, side.plan, without)
        try:
            decisions.append(side.engine.evaluate(document, sides.clock, rules_of=side.day))
        except ValidationError:
            return None
    before, after = decisions
    names = [name for name in impact.causes.wanted if example.before[name] != example.after[name]]
    return Person(
        str(example.row[impact.id_column]),
        tuple((name, str(example.before[name])) for name in impact.keep if example.before.get(name) is not None),
        tuple(answer_of(before, after, name, language) for name in names),
        tuple(why_of(before, after, name, language) for name in impact.causes.told(example.causes)),
    )
