"""A fact's answers on both sides of a difference, in words, and what is said for one and not for the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ronde.evaluate.decision import Decision
from ronde.explain.page import lines_of
from ronde.explain.reasons import why
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


def answer_of(before: Decision, after: Decision, name: str, language: str, record: int | None = None) -> Answer:
    """What a fact is on both sides, for one record if it is of records."""
    about = after.plan.facts[name]
    values = (before.trace.value(name, record), after.trace.value(name, record))
    was = show(values[0], before.plan.facts[name], before.plan, language)
    now = show(values[1], about, after.plan, language)
    difference = ""
    alike = about.type.decimals == before.plan.facts[name].type.decimals
    if alike and about.type.kind in (Kind.NUMBER, Kind.MONEY) and all(map(known, values)):
        apart = int(str(values[1])) - int(str(values[0]))
        difference = show_difference(apart / Decimal(10**about.type.decimals), about, language)
    return Answer(name, about.label.get(language, name), was, now, difference)


def why_of(before: Decision, after: Decision, name: str, language: str, record: int | None = None) -> Why:
    """A definition that differs, with the reasons that only one side has."""
    was, now = (list(_reasons(each, name, language, record)) for each in (before, after))
    gone, new = [each for each in was if each not in now], [each for each in now if each not in was]
    both = [] if gone or new else now
    told = (tuple(each[:MOST_REASONS]) for each in (both, gone, new))
    return Why(answer_of(before, after, name, language, record), *told)


def _reasons(decision: Decision, name: str, language: str, record: int | None) -> Iterator[str]:
    """What is said for a fact, line by line, without where it is written."""
    for below in why(decision, name, language, record).below:
        yield from (line.text.partition(" [")[0] for line in lines_of(below, language))
