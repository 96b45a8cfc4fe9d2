"""Why a case fails: of each fact that is not as it is expected, what decided it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.cases.judge import Difference, answer_to, differences, found_for, same
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine
from ronde.explain.cause import Cause, causes
from ronde.inputs.absent import absence
from ronde.inputs.all_versions import ever_defined
from ronde.messages import translate
from ronde.model.case import ABSENT, Answer, Case
from ronde.model.locations import Location


@dataclass(frozen=True, slots=True)
class Explained:
    """Something that is not as a case expects, in words; where what is expected is written, if it is; and what
    decided, at most two steps of it: the nearest and the last."""

    text: str
    location: Location | None
    why: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.text, *(f"({each})" for each in self.why)))


def explained(case: Case, engine: Engine, language: str) -> tuple[Explained, ...]:
    """What is not as a case expects, in a language, each with why."""
    decision, refused = answer_to(case, engine)
    wrong = differences(case, engine, decision, refused, language)
    return tuple(_explained(case, decision, each, language) for each in wrong)


def _explained(case: Case, decision: Decision | None, wrong: Difference, language: str) -> Explained:
    if wrong.answer is None:
        return Explained(wrong.text, case.places.get(wrong.key), ())
    why = () if decision is None else tuple(_why(case, decision, wrong.answer, wrong.found, language))
    return Explained(wrong.text, wrong.answer.value_location, why)


def _why(case: Case, decision: Decision, answer: Answer, found: object, language: str) -> Iterator[str]:
    if found == ABSENT and answer.fact not in decision.plan.facts:
        if answer.fact in ever_defined(decision.history).facts:
            yield absence(decision.history, answer.fact, decision.as_of, decision.known_on).message(language)
        return
    about = decision.plan.facts.get(answer.fact)
    if about is None or (about.record is None) != (answer.record is None):
        return
    wrong = {
        (each.fact, each.record) for each in case.expect.values() if not same(found_for(decision, each), each.value)
    }
    steps = causes(decision, answer.fact, language, answer.record, lambda name, record: (name, record) in wrong)
    for number, step in enumerate(steps[:1] + steps[-1:] if len(steps) > 1 else steps):
        yield _told(step, language, first=not number)


def _told(step: Cause, language: str, *, first: bool) -> str:
    key = ("why" if first else "why-then") + ("" if step.location is None else "-at")
    return translate(f"judge-{key}", language, reason=step.text, location=str(step.location))
