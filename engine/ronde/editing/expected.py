"""What a case is to expect, as it is named on one line: a fact, or a fact and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ronde.cases.cases import ABSENT, UNKNOWN
from ronde.evaluate.decision import Decision
from ronde.explain.why import check_fact
from ronde.inputs.possible import possible
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.document import Tree
from ronde.model.locations import ArgumentLocation
from ronde.model.nodes import Fact
from ronde.model.types import NotOfType, read_value
from ronde.read.structure import parse

OPTION = "--expect"
BOUNDS = frozenset(("at_least", "at_most"))
"""What is said of an answer that is not known, but bounded."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A fact that a case is to expect, and its answer as it was written; None if it is left to be filled in."""

    fact: str
    answer: str | None = None


def expected_of(words: Iterable[str]) -> tuple[Expected, ...]:
    """What some words name: each a fact and its answer with `=` between them, or facts between commas.

    Errors: ValidationError for a fact that is given two answers."""
    found: dict[str, Expected] = {}
    for word in words:
        fact, equals, answer = (part.strip() for part in word.partition("="))
        own = [Expected(fact, answer)] if equals else [Expected(name.strip()) for name in word.split(",")]
        for each in own:
            before = found.get(each.fact)
            if before is not None and before.answer != each.answer:
                raise refuse("case-answers-two", ArgumentLocation(OPTION), name=each.fact)
            found[each.fact] = each
    return tuple(each for each in found.values() if each.fact)


def answer_of(decision: Decision, expected: Expected) -> Tree:
    """The answer that was written for a fact, as a case holds it.

    Figures may lie beyond what the rules can give today: the case may be there before the rules are. Errors:
    ValidationError for what is not of the fact's type, and for a fact that is not there on the day."""
    assert expected.answer is not None
    written = expected.answer
    location = ArgumentLocation(f"{OPTION} {expected.fact}")
    if written == ABSENT:
        return written
    check_fact(decision, expected.fact, location)
    about = decision.plan.facts[expected.fact]
    if written == UNKNOWN:
        return written
    value = _read(written, about)
    single = [value[end] for end in value] if isinstance(value, dict) and value.keys() == BOUNDS else [value]
    for each in single:
        try:
            read_value(each, possible(about), bounded=False)
        except NotOfType as wrong:
            raise refuse(wrong.reason, location, **wrong.params) from None
    return value


def _read(written: str, about: Fact) -> Tree:
    """What is written, as YAML reads it; of a fact that is text, the text."""
    if not about.type.ordered:
        return written
    try:
        read = parse(f"- {written}".encode(), "").tree
    except ValidationError:
        return written
    return read[0] if isinstance(read, list) and len(read) == 1 else written
