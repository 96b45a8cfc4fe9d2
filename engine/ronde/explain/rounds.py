"""The pages of rounds in words: the list, who was invited, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from ronde.evaluate.carried import Carried, all_carried, of_decision
from ronde.evaluate.cautions import carried, of_topics, topics_below
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.explain.cautions import carried_lines
from ronde.explain.page import Line, Page
from ronde.explain.reasons import unmet
from ronde.inputs.absent import absence
from ronde.messages import translate
from ronde.messages.nouns import noun
from ronde.messages.numbers import grouped, listed
from ronde.messages.titles import within
from ronde.model.history import History
from ronde.model.nodes import Plan
from ronde.model.nouns import ROUND
from ronde.rounds.data import Round, Rounds
from ronde.rounds.invited import Answer, terms_of
from ronde.telling.values import show, show_ordered


def type_title(plan: Plan, fact: str, each: Round, language: str) -> str:
    """The title of a round's type, from the fact that says whom it was for."""
    about = plan.facts.get(fact)
    return about.label.get(language, each.type) if about else each.type


def type_titles(engine: Engine, rounds: Iterable[Round], language: str) -> dict[str, str]:
    """The title of each type among some rounds, as the rules of its last round give it; its code if they give none.

    Errors: ValidationError for a book without rounds.
    """
    terms = terms_of(engine.history)
    last = {each.type: each for each in rounds}
    return {
        name: type_title(engine.plan(engine.rules(each.date)), terms.fact_of(name), each, language)
        for name, each in last.items()
    }


def rounds_page(engine: Engine, rounds: list[Round], found: Rounds, language: str) -> Page:
    """Some of the rounds of a book as a table, with what is to be known of them below."""
    page = Page("")
    page.table("", _rows(engine, rounds, language))
    cautions = carried_lines(engine.history, behind(engine, rounds), language, of="rounds")
    page.add(translate("cautions-heading", language), [Line(0, horizon_line(found, language), "unknown"), *cautions])
    return page


def _rows(engine: Engine, rounds: list[Round], language: str) -> list[list[str]]:
    """The rounds as rows of text; the first row holds the headings. Days stay YYYY-MM-DD, to be compared; the last
    column holds what chooses a type on the command line."""
    keys = ("number", "date", "type", "invitations", "cutoff", "tie-break", "type-code")
    titles = type_titles(engine, rounds, language)
    rows = [[translate(f"round-{key}", language) for key in keys]]
    for each in rounds:
        tie = str(each.written.get("tie_break") or "—")
        rows.append(
            [
                each.number,
                day_text(each.date),
                titles[each.type],
                grouped(each.invitations, language),
                str(each.cutoff),
                tie,
                each.type,
            ]
        )
    return rows


def none_page(found: Rounds, types: Iterable[str], language: str) -> Page:
    """That no round matches; of the types asked for (none: of all), on which days rounds were held; until when rounds
    are known."""
    about = {"round": noun(found.nouns, ROUND)}
    page = Page(translate("round-none", language, **about))
    first, last = day_text(found.rounds[0].date), day_text(found.rounds[-1].date)
    every = listed(list(dict.fromkeys(each.type for each in found.rounds)), "and", language)
    lines = [Line(0, translate("round-none-days", language, first=first, last=last, types=every, **about))]
    for name in dict.fromkeys(types):
        days = [each.date for each in found.rounds if each.type == name]
        told = {
            **about,
            "count": len(days),
            "first": day_text(days[0]),
            "last": day_text(days[-1]),
            "years": ", ".join(dict.fromkeys(day_text(day)[:4] for day in days)),
        }
        lines.append(Line(0, translate("round-none-type", language, type=name, **told)))
    page.add("", [*lines, Line(0, horizon_line(found, language), "unknown")])
    return page


def horizon_line(rounds: Rounds, language: str) -> str:
    """That nothing is known after the last day of the data, but for what the data say of later rounds."""
    about = {"date": day_text(rounds.horizon), "round": noun(rounds.nouns, ROUND)}
    if rounds.later is None:
        return translate("round-horizon", language, **about)
    return translate("round-horizon-later", language, **about, later=rounds.later[language])


def rests(each: Answer) -> list[str]:
    """The facts that the answer for a round goes by, as far as its day's rules define them."""
    terms = terms_of(each.decision.history)
    names = [each.fact, terms.score, terms.expires]
    return [name for name in names if name in each.decision.plan.facts]


def carried_by(answers: list[Answer]) -> dict[str, Carried]:
    """What the answers for rounds carry, with for how many rounds."""
    return all_carried(of_decision(each.decision, rests(each)) for each in answers)


def behind(engine: Engine, rounds: Iterable[Round]) -> dict[str, Carried]:
    """The versions of which only the existence is known and that scores rested on in some rounds, with in how many."""
    terms = terms_of(engine.history)
    found: dict[str, Carried] = {}
    for each in rounds:
        rules = engine.rules(each.date)
        unread = [caution for caution in of_topics(rules, each.date) if caution.kind == "incomplete"]
        if not unread:
            continue
        topics = topics_below(engine.plan(rules), ()).get(terms.score, frozenset())
        told = {caution.code: Carried(1, (terms.score,)) for caution in carried(unread, topics, ())}
        found = all_carried((found, told))
    return found


def invited_page(history: History, answers: list[Answer], rounds: Rounds, language: str) -> Page:
    """The page of every round for one candidate, newest first; and in how many rounds they would have been invited."""
    invited = sum(each.outcome == "invited" for each in answers)
    about = {"invited": invited, "rounds": len(answers), "round": noun(history.nouns, ROUND)}
    page = Page(translate("invited-title", language, **about))
    page.add("", (answer_line(each, language) for each in reversed(answers)))
    cautions = carried_lines(history, carried_by(answers), language, of="rounds")
    page.add(translate("cautions-heading", language), [Line(0, horizon_line(rounds, language), "unknown"), *cautions])
    return page


MARKS = {"invited": "yes", "unknown": "unknown", "tie_unknown": "unknown"}


def answer_line(each: Answer, language: str) -> Line:
    """One round in a line: number, day, type, cut-off, score, and what came of it."""
    plan = each.decision.plan
    terms = terms_of(each.decision.history)
    about = plan.facts.get(terms.score)
    score = show(each.score, about, plan, language) if about else "—"
    text = translate(
        "invited-line",
        language,
        round=noun(each.decision.history.nouns, ROUND),
        number=each.round.number,
        date=day_text(each.round.date),
        type=type_title(plan, each.fact, each.round, language),
        cutoff=show_ordered(each.round.cutoff, about, language) if about else each.round.cutoff,
        score=score,
        outcome=outcome_text(each, language),
    )
    return Line(0, text, MARKS.get(each.outcome, "no"))


def outcome_text(each: Answer, language: str) -> str:
    """What came of a round, in words, with the reason or by how much."""
    terms = terms_of(each.decision.history)
    score = each.decision.plan.facts.get(terms.score)
    short = show_ordered(each.short, score, language) if score else each.short
    about: dict[str, object] = {"short": short, "late": _span(each.late, language), "reasons": ""}
    about |= {"limit": _limit(each, language), "round": noun(each.decision.history.nouns, ROUND)}
    if each.outcome == "not_concerned":
        about["reasons"] = "; ".join(map(within, unmet(each.decision, each.fact, language)))
    if each.outcome == "unknown":
        if terms.score not in each.decision.plan.facts:
            diagnostic = absence(each.decision.history, terms.score, each.decision.as_of, each.decision.known_on)
            reason = translate(diagnostic.code, language, **diagnostic.params).removesuffix(".")
            return translate("outcome-undefined", language, reason=reason)
        names = [each.fact, terms.score]
        missing = [
            one for name in names if name in each.decision.plan.facts for one in each.decision.trace.missing(name)
        ]
        about["reasons"] = ", ".join(dict.fromkeys(missing)) or terms.submitted_time
    return translate(f"outcome-{each.outcome.replace('_', '-')}", language, **about)


def _limit(each: Answer, language: str) -> str:
    """The day from which, or before which, the profile takes part, in the words of the book; empty if it takes part."""
    plan, terms = each.decision.plan, terms_of(each.decision.history)
    name = {"not_yet": terms.submitted, "expired": terms.expires}.get(each.outcome)
    about = plan.facts.get(name or "")
    if about is None:
        return ""
    told = show(each.decision.trace.value(about.name), about, plan, language)
    return translate("line-value", language, label=about.label.get(language, about.name), value=told)


def _span(span: timedelta | None, language: str) -> str:
    """A length of time in days, hours, minutes and seconds, the greatest two that are not zero."""
    if span is None:
        return ""
    seconds = int(span.total_seconds())
    parts = [
        (seconds // 86400, "days"),
        (seconds // 3600 % 24, "hours"),
        (seconds // 60 % 60, "minutes"),
        (seconds % 60, "seconds"),
    ]
    told = [translate(f"span-{unit}", language, count=count) for count, unit in parts if count]
    return " ".join(told[:2]) or translate("span-seconds", language, count=0)
