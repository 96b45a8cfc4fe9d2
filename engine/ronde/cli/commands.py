"""The commands that answer: evaluate, why, rules."""

from __future__ import annotations

import click

from ronde.cli import console, options
from ronde.cli.tables import table
from ronde.explain.evaluation import caution_lines, evaluation_page, headlines
from ronde.explain.page import Line, Page, lines_of, reason_data
from ronde.explain.reasons import why
from ronde.explain.rules import rules_cautions, rules_data, rules_table, topic_page
from ronde.model.finding import Refused
from ronde.read.absent import absent, topic_absence
from ronde.run.decision import Decision, day_text
from ronde.words import say


def evaluate_command(language: str) -> click.Command:
    """`ronde evaluate PROFILE`."""
    return options.command(
        "evaluate",
        language,
        _evaluate,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            options.as_of(language),
            options.known_on(language),
            options.form(language),
            options.trace(language),
            options.rulesets(language),
        ],
    )


def _evaluate(
    profile: str, as_of: str | None, known_on: str | None, form: str, trace: bool, rulesets: str | None, language: str
) -> int:
    decision, today = _decided(profile, as_of, known_on, rulesets, language)
    if not headlines(decision):
        raise Refused(decision.absent)
    if form == "json":
        options.show_data(decision.document(trace=trace))
    else:
        options.show_page(evaluation_page(decision, language, today=today, reasons=trace), form)
    return 0


def _decided(
    profile: str, as_of: str | None, known_on: str | None, rulesets: str | None, language: str
) -> tuple[Decision, bool]:
    """The decision for a profile on a date, and whether the date is today's for want of another."""
    date, today = options.day(as_of, "--as-of")
    known = options.optional_day(known_on, "--known-on")
    document = options.profile(profile, language)
    return options.engine(rulesets).evaluate(document, date, known), today


def why_command(language: str) -> click.Command:
    """`ronde why PROFILE FACT`."""
    return options.command(
        "why",
        language,
        _why,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            click.Argument(["fact"], metavar="FACT"),
            options.as_of(language),
            options.known_on(language),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _why(
    profile: str, fact: str, as_of: str | None, known_on: str | None, form: str, rulesets: str | None, language: str
) -> int:
    decision, today = _decided(profile, as_of, known_on, rulesets, language)
    if fact not in decision.plan.facts or decision.plan.facts[fact].record:
        raise absent(decision.history, fact, decision.as_of, decision.known_on)
    reason = why(decision, fact, language)
    missing = list(decision.trace.missing(fact))
    cautions = list(caution_lines(decision, [fact], language))
    if form == "json":
        options.show_data(
            {
                "as_of": day_text(decision.as_of),
                "fact": fact,
                "why": reason_data(reason),
                "missing": missing,
                "cautions": [line.text for line in cautions],
                "rules_digest": decision.rules.digest,
            }
        )
        return 0
    page = Page(reason.text)
    dated = say("evaluated-today" if today else "evaluated", language, date=day_text(decision.as_of))
    page.add("", [Line(0, dated), *lines_of(reason, language)])
    page.add(say("missing-heading", language), (Line(0, each, "unknown") for each in missing))
    page.add(say("cautions-heading", language), cautions)
    options.show_page(page, form)
    return 0


def rules_command(language: str) -> click.Command:
    """`ronde rules [TOPIC]`."""
    return options.command(
        "rules",
        language,
        _rules,
        [
            click.Argument(["topic"], metavar="[TOPIC]", required=False),
            options.as_of(language),
            options.known_on(language),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _rules(
    topic: str | None, as_of: str | None, known_on: str | None, form: str, rulesets: str | None, language: str
) -> int:
    date, today = options.day(as_of, "--as-of")
    engine = options.engine(rulesets)
    known = options.optional_day(known_on, "--known-on")
    rules = engine.rules(date, known)
    if topic is None and not rules.topics:
        raise Refused((topic_absence(engine.history, None, date, known),))
    if topic is not None:
        page = topic_page(engine.history, rules, engine.plan(rules), topic, date, known, language)
        if form != "json":
            options.show_page(page, form)
            return 0
    data = [each for each in rules_data(engine.history, rules, date, known) if topic in (None, each["topic"])]
    if form == "json":
        options.show_data({"as_of": day_text(date), "rules_digest": rules.digest, "topics": data})
        return 0
    console.talk(say("evaluated-today" if today else "evaluated", language, date=day_text(date)))
    console.answer(table(rules_table(data, language), markdown=form == "md"))
    unread = rules_cautions(rules, language)
    if unread:
        page = Page(say("cautions-heading", language))
        page.add("", unread)
        console.answer("")
        options.show_page(page, form)
    return 0
