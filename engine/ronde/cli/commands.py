"""The commands that answer: evaluate, why, rules."""

from __future__ import annotations

import click

from ronde.cli import console, options
from ronde.cli.tables import table
from ronde.explain.evaluation import evaluation_page, headlines
from ronde.explain.page import Page
from ronde.explain.rules import rules_cautions, rules_data, rules_table, topic_page
from ronde.explain.why import check_fact, why_data, why_page
from ronde.inputs.absent import topic_absence
from ronde.model.finding import Refused
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
    check_fact(decision, fact)
    if form == "json":
        options.show_data(why_data(decision, fact, language))
    else:
        options.show_page(why_page(decision, fact, language, today=today), form)
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
