"""A case run and judged: what differs between the answer and what the case expects, in words for its writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine, refusals
from ronde.messages import translate
from ronde.messages.dates import day_or_text
from ronde.messages.diagnostics import ValidationError
from ronde.model.case import ABSENT, UNKNOWN, Answer, Bounds, Case
from ronde.model.names import told_of
from ronde.model.nodes import Fact
from ronde.model.types import NotOfType, plain
from ronde.telling.values import show_literal


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as a case expects, in words, and the key of the case that says what is expected; of a fact,
    the answer that is expected, and what was found instead."""

    text: str
    key: str = "expect"
    answer: Answer | None = None
    found: object = None


def judge(case: Case, engine: Engine, language: str = "en") -> list[str]:
    """What is not as the case expects, in a language; nothing if all is."""
    return [each.text for each in differences(case, engine, *answer_to(case, engine), language)]


def answer_to(case: Case, engine: Engine) -> tuple[Decision | None, ValidationError | None]:
    """What the engine makes of a case: the decision for what it expects, if its profile can be read, and why the
    profile is refused, if it is."""
    try:
        decision = engine.unchecked(case.profile, case.as_of, case.known_on, case.facts)
    except ValidationError as refused:
        return None, refused
    found = refusals(decision.trace, decision.profile)
    return decision, ValidationError(tuple(found)) if found else None


def differences(
    case: Case, engine: Engine, decision: Decision | None, refused: ValidationError | None, language: str = "en"
) -> list[Difference]:
    """What in an answer is not as the case expects, in a language; nothing if all is."""
    if decision is None or refused is not None:
        return [] if refused is None else [Difference(each, "refused") for each in _refused(case, refused, language)]
    if case.refused is not None:
        return [Difference(translate("judge-not-refused", language, expected=case.refused), "refused")]
    wrong = dict(_names(case, engine, decision, language))
    return [
        *wrong.values(),
        *(each for each in _facts(case, decision, language) if each.answer not in wrong),
        *(Difference(each, "missing") for each in _missing(case, decision, language)),
        *(Difference(each, "cautions") for each in _cautions(case, decision, language)),
    ]


def _refused(case: Case, refused: ValidationError, language: str) -> Iterator[str]:
    if case.refused is None:
        yield from (translate("judge-refused", language, reason=each.text(language)) for each in refused.diagnostics)
        return
    fields = {without_position(str(diagnostic.params.get("name", ""))) for diagnostic in refused.diagnostics}
    if without_position(case.refused) not in fields:
        found = _listed(fields, language)
        yield translate("judge-refused-otherwise", language, found=found, expected=case.refused)


def without_position(name: str) -> str:
    """A field's name without the position of its record."""
    before, bracket, after = name.partition("[")
    return before + after.partition("]")[2] if bracket else name


def _names(case: Case, engine: Engine, decision: Decision, language: str) -> Iterator[tuple[Answer, Difference]]:
    """What no date of the book could make true or false: facts that it never has, and facts of records of which it is
    not said, or of which there is none."""
    for name, expected in case.expect.items():
        about = decision.plan.facts.get(expected.fact) or engine.ever.facts.get(expected.fact)
        if about is None or (about.record is None and expected.record is not None):
            text = translate("judge-never", language, name=name, close=engine.ever.nearest(name))
        elif about.record is not None and expected.record is None:
            example = told_of(about.record, 0, expected.fact)
            text = translate("judge-of-record", language, name=name, record=about.record, example=example)
        elif about.record is not None and expected.record not in decision.trace.rows(about.record):
            count = len(decision.trace.rows(about.record))
            text = translate("judge-no-record", language, name=name, record=about.record, count=count)
        else:
            continue
        yield expected, Difference(text, answer=expected)


def _facts(case: Case, decision: Decision, language: str) -> Iterator[Difference]:
    for name, expected in case.expect.items():
        found = found_for(decision, expected)
        if not same(found, expected.value):
            about = {
                "found": _told(found, expected.fact, decision, language),
                "expected": _told(expected.value, expected.fact, decision, language),
            }
            yield Difference(translate("judge-differs", language, name=name, **about), answer=expected, found=found)


def found_for(decision: Decision, expected: Answer) -> object:
    """What a decision says of a fact that something is expected of, in the terms of what is expected."""
    find = bounds_of if isinstance(expected.value, Bounds) else answer
    return find(decision, expected.fact, expected.record)


def same(found: object, expected: object) -> bool:
    """Whether two answers are the same; a yes is no 1."""
    return found == expected and isinstance(found, bool) == isinstance(expected, bool)


def _told(value: object, name: str, decision: Decision, language: str) -> str:
    """A value of a fact in the terms of a case, or its bounds, as people read it; one that the fact cannot have as it
    is written."""
    if isinstance(value, Bounds):
        low, high = (_told(end, name, decision, language) for end in (value.at_least, value.at_most))
        return translate("judge-bounds", language, low=low, high=high)
    if value is None or value == UNKNOWN:
        return translate("unknown", language)
    if value == ABSENT:
        return translate("judge-absent", language)
    if isinstance(value, bool):
        return translate("yes" if value else "no", language)
    about = decision.plan.facts.get(name)
    try:
        return (
            day_or_text(str(value), language) if about is None else show_literal(value, about, decision.plan, language)
        )
    except NotOfType:
        return day_or_text(str(value), language)


def _listed(names: Iterable[str], language: str) -> str:
    """Names one after another, in order."""
    return ", ".join(sorted(names)) or translate("judge-nothing", language)


def answer(decision: Decision, name: str, record: int | None = None) -> object:
    """What a decision says of a fact, for one record if it is a fact of records, in the terms of a case: a value,
    `unknown` or `absent`."""
    about = decision.plan.facts.get(name)
    if about is None or not _there(decision, about, record):
        return ABSENT
    if decision.trace.status(name, record) == UNKNOWN:
        return UNKNOWN
    return plain(decision.trace.value(name, record), about.type)


def bounds_of(decision: Decision, name: str, record: int | None = None) -> object:
    """The bounds of an unknown fact in the terms of a case, else its answer."""
    about = decision.plan.facts.get(name)
    limits = decision.trace.bounds(name, record) if about and _there(decision, about, record) else None
    if about is None or limits is None:
        return answer(decision, name, record)
    return Bounds(plain(limits[0], about.type), plain(limits[1], about.type))


def _there(decision: Decision, about: Fact, record: int | None) -> bool:
    """Whether a fact is there: of the candidate, or of the record that is meant."""
    if about.record is None:
        return record is None
    return record in decision.trace.rows(about.record)


def _missing(case: Case, decision: Decision, language: str) -> Iterator[str]:
    if case.missing is not None:
        found = missing_for(case, decision)
        if {without_position(each) for each in found} != set(case.missing):
            about = {"found": _listed(found, language), "expected": _listed(case.missing, language)}
            yield translate("judge-missing", language, **about)


def missing_for(case: Case, decision: Decision) -> list[str]:
    """The inputs that are missing for what a case expects, in the order of the rules."""
    facts, trace = decision.plan.facts, decision.trace
    asked = (each for each in case.expect.values() if each.fact in facts)
    there = (each for each in asked if _there(decision, facts[each.fact], each.record))
    return list(dict.fromkeys(name for each in there for name in trace.missing(each.fact, each.record)))


def _cautions(case: Case, decision: Decision, language: str) -> Iterator[str]:
    """Every topic that is named has a caution, and every caution is of a topic that is named; but that a topic was not
    verified lately comes and goes with its `checked`, and is held against a case only if it names no topic at all."""
    if case.cautions is not None:
        carried = [caution for name in case.facts for caution in decision.cautions_of(name)]
        found = {caution.topic for caution in carried}
        lasting = {caution.topic for caution in carried if caution.kind != "unverified"}
        if not lasting <= set(case.cautions) <= found or (not case.cautions and found):
            about = {"found": _listed(found, language), "expected": _listed(case.cautions, language)}
            yield translate("judge-cautions", language, **about)
