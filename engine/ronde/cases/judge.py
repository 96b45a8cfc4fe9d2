"""A case run and judged: what differs between the answer and what the case expects, in words for its writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ronde.cases.cases import ABSENT, UNKNOWN
from ronde.evaluate.decision import Decision, undecided
from ronde.evaluate.engine import Engine, refusals
from ronde.messages import translate
from ronde.messages.dates import day_or_text
from ronde.messages.diagnostics import ValidationError
from ronde.model.case import Case
from ronde.model.near import nearest
from ronde.model.types import NotOfType, plain
from ronde.telling.values import show_literal


def judge(case: Case, engine: Engine, language: str = "en") -> list[str]:
    """What is not as the case expects, in a language; nothing if all is."""
    return differences(case, engine, *answer_to(case, engine), language)


def answer_to(case: Case, engine: Engine) -> tuple[Decision | None, ValidationError | None]:
    """What the engine makes of a case: the decision for what it expects, if its profile can be read, and why the
    profile is refused, if it is."""
    try:
        decision = engine.unchecked(case.profile, case.as_of, case.known_on, case.expect)
    except ValidationError as refused:
        return None, refused
    found = refusals(decision.trace, decision.profile)
    return decision, ValidationError(tuple(found)) if found else None


def differences(
    case: Case, engine: Engine, decision: Decision | None, refused: ValidationError | None, language: str = "en"
) -> list[str]:
    """What in an answer is not as the case expects, in a language; nothing if all is."""
    if decision is None or refused is not None:
        return [] if refused is None else list(_refused(case, refused, language))
    if case.refused is not None:
        return [translate("judge-not-refused", language, expected=case.refused)]
    return [
        *_names(case, engine, decision, language),
        *_facts(case, decision, language),
        *_missing(case, decision, language),
        *_cautions(case, decision, language),
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


def _names(case: Case, engine: Engine, decision: Decision, language: str) -> Iterator[str]:
    """What no date of the book could make true or false: facts that it never has, and facts of single records."""
    for name in case.expect:
        about = decision.plan.facts.get(name) or engine.ever.facts.get(name)
        if about is None:
            yield translate("judge-never", language, name=name, close=nearest(name, engine.ever.facts))
        elif about.record is not None:
            yield translate("judge-of-record", language, name=name, record=about.record)


def _facts(case: Case, decision: Decision, language: str) -> Iterator[str]:
    for name, expected in case.expect.items():
        found = bounds_of(decision, name) if isinstance(expected, dict) else answer(decision, name)
        if found != expected or isinstance(found, bool) != isinstance(expected, bool):
            about = {
                "found": _told(found, name, decision, language),
                "expected": _told(expected, name, decision, language),
            }
            yield translate("judge-differs", language, name=name, **about)


def _told(value: object, name: str, decision: Decision, language: str) -> str:
    """A value of a fact in the terms of a case, or its bounds, as people read it; one that the fact cannot have as it
    is written."""
    if isinstance(value, dict):
        low, high = (_told(value.get(end), name, decision, language) for end in ("at_least", "at_most"))
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


def answer(decision: Decision, name: str) -> object:
    """What a decision says of a fact in the terms of a case: a value, `unknown` or `absent`."""
    about = decision.plan.facts.get(name)
    if about is None or about.record is not None:
        return ABSENT
    if decision.trace.status(name) == UNKNOWN:
        return UNKNOWN
    return plain(decision.trace.value(name), about.type)


def bounds_of(decision: Decision, name: str) -> object:
    """The bounds of an unknown fact in the terms of a case, else its answer."""
    about = decision.plan.facts.get(name)
    limits = decision.trace.bounds(name) if about and about.record is None else None
    if about is None or limits is None:
        return answer(decision, name)
    return {"at_least": plain(limits[0], about.type), "at_most": plain(limits[1], about.type)}


def _missing(case: Case, decision: Decision, language: str) -> Iterator[str]:
    if case.missing is not None:
        found = undecided(decision.trace, [name for name in case.expect if name in decision.plan.facts])
        if {without_position(each) for each in found} != set(case.missing):
            about = {"found": _listed(found, language), "expected": _listed(case.missing, language)}
            yield translate("judge-missing", language, **about)


def _cautions(case: Case, decision: Decision, language: str) -> Iterator[str]:
    """Every topic that is named has a caution, and every caution is of a topic that is named; but that a topic was not
    verified lately comes and goes with its `checked`, and is held against a case only if it names no topic at all."""
    if case.cautions is not None:
        carried = [caution for name in case.expect for caution in decision.cautions_of(name)]
        found = {caution.topic for caution in carried}
        lasting = {caution.topic for caution in carried if caution.kind != "unverified"}
        if not lasting <= set(case.cautions) <= found or (not case.cautions and found):
            about = {"found": _listed(found, language), "expected": _listed(case.cautions, language)}
            yield translate("judge-cautions", language, **about)
