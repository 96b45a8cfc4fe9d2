"""The tests that the bounds of their fact decide for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.intervals import Span, span_of
from ronde.messages import LANGUAGES, translate
from ronde.model.document import Steps
from ronde.model.history import Version
from ronde.model.nodes import Fact
from ronde.syntax.conditions import FactTest
from ronde.telling.values import show_ordered


@dataclass(frozen=True, slots=True)
class Bounded:
    """A test of a fact against constants."""

    version: Version
    steps: Steps
    fact: str
    span: Span


def find(context: Context) -> Iterator[Found]:
    """Every test that all values of its fact pass, or none, under all rules in which it stands."""
    tests: dict[Version, tuple[Bounded, ...]] = {}
    answers: dict[Bounded, tuple[bool | None, Fact]] = {}
    for each in context.slices:
        facts = each.plan.facts if each.plan is not None else {}
        for version in (layer for topic in each.rules.topics for layer in topic.layers):
            if version not in tests:
                tests[version] = tuple(_tests(version)) if context.looks_at(version.topic) else ()
            for test in tests[version]:
                fact = facts.get(test.fact)
                if fact is not None and fact.type.ordered and each.failed.isdisjoint(map(str, test.steps)):
                    answer, before = _answer(test.span, fact), answers.get(test)
                    answers[test] = (answer if before is None or before[0] is answer else None), fact
    for test, (decided, fact) in answers.items():
        if decided is not None and test.version not in context.unseen:
            yield Found(test.version.document.location(test.steps), _about(decided, fact))


def _tests(version: Version) -> Iterator[Bounded]:
    for test in written.conditions(version):
        span = span_of(test)
        if isinstance(test, FactTest) and span is not None and not span.empty:
            yield Bounded(version, test.at.steps, test.fact.text, span)


def _answer(span: Span, fact: Fact) -> bool | None:
    """Whether all values that a fact can have are in a span, or none is; None if some are."""
    scale = 10**fact.type.decimals
    every = Span(Decimal(fact.type.low) / scale, Decimal(fact.type.high) / scale)
    if span.holds(every):
        return True
    return False if span.both(every).empty else None


def _about(answer: bool, fact: Fact) -> dict[str, object]:
    told = {
        name: {language: show_ordered(value, fact, language) for language in LANGUAGES}
        for name, value in (("low", fact.type.low), ("high", fact.type.high))
    }
    key = "yes" if answer else "no"
    return {"fact": fact.name, "answer": {each: translate(key, each) for each in LANGUAGES}, **told}
