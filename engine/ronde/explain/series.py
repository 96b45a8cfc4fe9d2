"""The answers for rounds, and the changes of answers from day to day, as plain data; and the page of the changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ronde.evaluate.carried import carried_data, of_decision
from ronde.evaluate.decision import Decision, day_text
from ronde.evaluate.engine import Engine
from ronde.explain.changes import changes_data, changes_page
from ronde.explain.evaluation import caution_lines
from ronde.explain.page import Line, Page
from ronde.explain.rounds import behind, carried_by, outcome_text, rests
from ronde.messages import translate
from ronde.model.history import History
from ronde.model.types import plain
from ronde.operations.bounds import bounds, known
from ronde.rounds.data import Round, Rounds
from ronde.rounds.invited import Answer, terms_of
from ronde.rounds.series import Change


def horizon_data(found: Rounds) -> dict[str, object]:
    """The day after which no round is known, and what is known all the same of later ones."""
    return {"complete_until": day_text(found.horizon), "later": found.later}


def rounds_data(engine: Engine, some: list[Round], found: Rounds) -> dict[str, object]:
    """Some rounds as the files of the book write them, and what the scores of those days rested on."""
    return {
        **horizon_data(found),
        "cautions": carried_data(engine.history, behind(engine, some)),
        "rounds": [dict(each.written) for each in some],
    }


def invited_data(history: History, told: list[Answer], found: Rounds, language: str) -> dict[str, object]:
    """What came of some rounds for one candidate."""
    return {
        **horizon_data(found),
        "cautions": carried_data(history, carried_by(told)),
        "rounds": [answer_data(each, language) for each in told],
    }


def answer_data(each: Answer, language: str) -> dict[str, object]:
    """What came of one round for one candidate."""
    plan, score = each.decision.plan, each.score
    terms = terms_of(each.decision.history)
    told: dict[str, object] = {
        "number": each.round.number,
        "date": day_text(each.round.date),
        "type": each.round.type,
        "cutoff": each.round.cutoff,
        "outcome": each.outcome,
        "says": outcome_text(each, language),
    }
    if terms.score in plan.facts:
        told["score"] = plain(score, plan.facts[terms.score].type) if known(score) else list(bounds(score))
    if each.short:
        told["short"] = each.short
    codes = [caution.code for caution in each.decision.cautions_of(*rests(each))]
    if codes:
        told["cautions"] = codes
    if each.late is not None:
        told["late_seconds"] = int(each.late.total_seconds())
    return told


def history_data(
    found: Iterable[Change], decision: Decision, names: Sequence[str], first: int, last: int
) -> dict[str, object]:
    """The days on which some facts changed, from the first to the last, on which the decision was taken."""
    return {
        "from": day_text(first),
        "to": day_text(last),
        "changes": changes_data(found),
        "cautions": carried_data(decision.history, of_decision(decision, names)),
    }


def history_page(
    found: Sequence[Change], decision: Decision, names: Sequence[str], first: int, last: int, language: str
) -> Page:
    """The same as a page."""
    page = changes_page(found, translate("history-title", language), language)
    if len(found) == 1:
        page.add("", [Line(0, translate("history-none", language, first=day_text(first), last=day_text(last)))])
    defined = [name for name in names if name in decision.plan.facts]
    page.add(translate("cautions-on", language, date=day_text(last)), caution_lines(decision, defined, language))
    return page


def ahead_page(
    found: Sequence[Change], decision: Decision, names: Sequence[str], first: int, last: int, language: str
) -> Page:
    """The days on which time alone changes some facts, and what that supposes, as a page."""
    page = changes_page(found, translate("ahead-title", language), language)
    days = {"first": day_text(first), "last": day_text(last)}
    told = [translate("ahead-supposes", language, **days)]
    if len(found) == 1:
        told.append(translate("history-none", language, **days))
    page.sections.insert(0, ("", [Line(0, each) for each in told]))
    defined = [name for name in names if name in decision.plan.facts]
    page.add(translate("cautions-on", language, date=day_text(last)), caution_lines(decision, defined, language))
    return page
