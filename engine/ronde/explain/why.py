"""Why a fact is what it is, as a page and as data: its reasons, what is missing, what a reader must know."""

from __future__ import annotations

from ronde.evaluate.decision import Decision, day_text
from ronde.explain.evaluation import caution_lines
from ronde.explain.page import Line, Page, lines_of, reason_data
from ronde.explain.reasons import why
from ronde.inputs.absent import FACT, absent
from ronde.messages import translate
from ronde.model.locations import Location


def check_fact(decision: Decision, fact: str, location: Location = FACT) -> None:
    """Errors: ValidationError at a place if a decision has no such fact of the candidate, with when it is defined."""
    if fact not in decision.plan.facts or decision.plan.facts[fact].record:
        raise absent(decision.history, fact, decision.as_of, decision.known_on, location)


def why_data(decision: Decision, fact: str, language: str) -> dict[str, object]:
    """Why, as plain data."""
    return {
        "as_of": day_text(decision.as_of),
        "fact": fact,
        "why": reason_data(why(decision, fact, language)),
        "missing": list(decision.trace.missing(fact)),
        "cautions": [line.text for line in caution_lines(decision, [fact], language)],
        "rules_digest": decision.rules.digest,
    }


def why_page(decision: Decision, fact: str, language: str, *, today: bool = False) -> Page:
    """Why, as a page. `today` says that the date was not given."""
    reason = why(decision, fact, language)
    page = Page(reason.text)
    dated = translate("evaluated-today" if today else "evaluated", language, date=day_text(decision.as_of))
    page.add("", [Line(0, dated), *lines_of(reason, language)])
    missing = decision.trace.missing(fact)
    page.add(translate("missing-heading", language), (Line(0, each, "unknown") for each in missing))
    page.add(translate("cautions-heading", language), caution_lines(decision, [fact], language))
    return page
