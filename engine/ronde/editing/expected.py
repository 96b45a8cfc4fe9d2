"""What a case is to expect, as it is named on one line: a fact, or a fact and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine
from ronde.explain.why import check_record
from ronde.inputs.absent import absent
from ronde.inputs.possible import possible
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.case import ABSENT, UNKNOWN, Bounds
from ronde.model.locations import ArgumentLocation
from ronde.model.names import fact_and_record
from ronde.model.nodes import Fact
from ronde.model.types import NotOfType, read_value
from ronde.read.structure import parse
from ronde.syntax.cases import AnswerValue, BoundsSyntax, answer_value
from ronde.syntax.cursor import whole
from ronde.syntax.values import Broken, Literal

OPTION = "--expect"


@dataclass(frozen=True, slots=True)
class Expected:
    """A fact that a case is to expect, as people name it, and its answer as it was written; None if it is left to be
    filled in."""

    fact: str
    answer: str | None = None

    @property
    def name(self) -> str:
        """The name of the fact itself."""
        return fact_and_record(self.fact)[0]

    @property
    def record(self) -> int | None:
        """Of which record of its list it is, from 0; None for a fact of the candidate."""
        return fact_and_record(self.fact)[1]


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


def check_expected(engine: Engine, decision: Decision, expected: Expected) -> None:
    """Errors: ValidationError if a fact is on no day a fact of the candidate, or of a record that the profile has."""
    location, name = ArgumentLocation(OPTION), expected.fact
    about = engine.ever.facts.get(expected.name)
    if about is None or (about.record is None and expected.record is not None):
        raise refuse("absent-never", location, name=name, close=engine.ever.nearest(name))
    if about.record is not None:
        check_record(decision, expected.name, about.record, expected.record, name, location)


def answer_of(decision: Decision, expected: Expected) -> object:
    """The answer that was written for a fact, as a case holds it.

    Figures may lie beyond what the rules can give today: the case may be there before the rules are. Errors:
    ValidationError for what is not of the fact's type, and for a fact that is not there on the day."""
    assert expected.answer is not None
    location = ArgumentLocation(f"{OPTION} {expected.fact}")
    if expected.answer == ABSENT:
        return expected.answer
    about = decision.plan.facts.get(expected.name)
    if about is None:
        raise absent(decision.history, expected.name, decision.as_of, decision.known_on, location)
    if expected.answer == UNKNOWN:
        return expected.answer
    written = _written(expected, about)
    if isinstance(written, Broken):
        raise refuse(written.diagnostics[0].code, location, **written.diagnostics[0].params)
    ends = (written.at_least, written.at_most) if isinstance(written, BoundsSyntax) else (written,)
    for each in ends:
        try:
            read_value(each.value, possible(about), bounded=False)
        except NotOfType as wrong:
            raise refuse(wrong.reason, location, **wrong.params) from None
    return Bounds(ends[0].value, ends[1].value) if len(ends) > 1 else ends[0].value


def _written(expected: Expected, about: Fact) -> AnswerValue:
    """What is written, as YAML reads it; of a fact that is text, the text."""
    if about.type.ordered:
        with suppress(ValidationError):
            items = whole(parse(f"- {expected.answer}".encode(), "")).items()
            if len(items) == 1 and not items[0].items():
                return answer_value(items[0], expected.fact)
    return Literal(expected.answer, whole(parse(b"-", "")))
