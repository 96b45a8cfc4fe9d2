"""Why a fact is what it is, as a page and as data: its reasons, what is missing, what a reader must know."""

from __future__ import annotations

from ronde.evaluate.decision import Decision, day_text
from ronde.explain.evaluation import caution_lines
from ronde.explain.page import Line, Page, lines_of, reason_data
from ronde.explain.reasons import why
from ronde.explain.slips import slip_data, slip_lines
from ronde.inputs.absent import FACT, absent
from ronde.inputs.meant import fact_meant
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import Location
from ronde.model.names import fact_and_record, told_of


def check_fact(decision: Decision, fact: str, location: Location = FACT) -> None:
    """Errors: ValidationError at a place if a decision has no such fact of the candidate, with when it is defined."""
    if fact not in decision.plan.facts or decision.plan.facts[fact].record:
        raise absent(decision.history, fact, decision.as_of, decision.known_on, location)


def fact_asked(decision: Decision, words: str) -> str:
    """The fact of a decision that is meant by words, as people name it: of the candidate, or of one of the records that
    the profile has. Errors: ValidationError if there is none, or several."""
    name, record = fact_and_record(words)
    about = decision.plan.facts.get(name)
    if about is None or about.record is None:
        return fact_meant(decision.history, decision.plan, words, decision.as_of, decision.known_on)
    check_record(decision, name, about.record, record, words, FACT)
    return words


def check_record(
    decision: Decision, name: str, of_record: str, record: int | None, told: str, location: Location
) -> None:
    """Errors: ValidationError at a place if it is not said of which record a fact of records is, or if the profile has
    no such record. `told` is the fact as it was named."""
    if record is None:
        raise refuse("record-which", location, name=told, example=told_of(of_record, 0, name))
    rows = decision.trace.rows(of_record)
    if record not in rows:
        raise refuse("record-none", location, name=told, record=of_record, count=len(rows))


def why_data(decision: Decision, fact: str, language: str) -> dict[str, object]:
    """Why, as plain data."""
    name, record = fact_and_record(fact)
    slips = slip_data(decision, name, language)
    return {
        "as_of": day_text(decision.as_of),
        "fact": fact,
        "why": reason_data(why(decision, name, language, record)),
        "missing": list(decision.trace.missing(name, record)),
        **({"slips": slips} if slips else {}),
        "cautions": [line.text for line in caution_lines(decision, [name], language)],
        "rules_digest": decision.rules.digest,
    }


def why_page(decision: Decision, fact: str, language: str, *, today: bool = False) -> Page:
    """Why, as a page. `today` says that the date was not given."""
    name, record = fact_and_record(fact)
    reason = why(decision, name, language, record)
    page = Page(reason.text)
    dated = translate("evaluated-today" if today else "evaluated", language, date=day_text(decision.as_of))
    page.add("", [Line(0, dated), *lines_of(reason, language)])
    missing = decision.trace.missing(name, record)
    page.add(translate("missing-heading", language), (Line(0, each, "unknown") for each in missing))
    page.add(translate("slips-heading", language), slip_lines(decision, name, language))
    page.add(translate("cautions-heading", language), caution_lines(decision, [name], language))
    return page
