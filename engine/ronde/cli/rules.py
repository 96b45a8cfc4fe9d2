"""The command that shows the rules in force: rules."""

from __future__ import annotations

import click

from ronde.cli import console, options
from ronde.cli.tables import table
from ronde.evaluate.decision import day_text
from ronde.explain.page import Page
from ronde.explain.rules import rules_cautions, rules_data, rules_table, topic_page
from ronde.inputs.absent import topic_absence
from ronde.messages import translate
from ronde.model.finding import Refused


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
    console.talk(translate("evaluated-today" if today else "evaluated", language, date=day_text(date)))
    console.answer(table(rules_table(data, language), markdown=form == "md"))
    unread = rules_cautions(rules, language)
    if unread:
        page = Page(translate("cautions-heading", language))
        page.add("", unread)
        console.answer("")
        options.show_page(page, form)
    return 0
