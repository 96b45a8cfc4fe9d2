"""The command that answers for one profile on a date: evaluate."""

from __future__ import annotations

import click

from ronde.cli import options
from ronde.evaluate.decision import Decision
from ronde.explain.brief import WIDTH, brief_page
from ronde.explain.evaluation import evaluation_page, headlines
from ronde.messages import translate
from ronde.model.finding import Refused


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
            click.Option(["--full"], is_flag=True, help=translate("opt-evaluate-full", language)),
            options.trace(language),
            options.rulesets(language),
        ],
    )


def _evaluate(
    profile: str,
    as_of: str | None,
    known_on: str | None,
    form: str,
    full: bool,
    trace: bool,
    rulesets: str | None,
    language: str,
) -> int:
    decision, today = decided(profile, as_of, known_on, rulesets, language)
    if not headlines(decision):
        raise Refused(decision.absent)
    if form == "json":
        options.show_data(decision.document(trace=trace))
    elif form == "text" and not (full or trace):
        width = options.width() or WIDTH
        options.show_page(brief_page(decision, language, width=width, today=today), form, width)
    else:
        options.show_page(evaluation_page(decision, language, today=today, reasons=trace), form)
    return 0


def decided(
    profile: str, as_of: str | None, known_on: str | None, rulesets: str | None, language: str
) -> tuple[Decision, bool]:
    """The decision for a profile on a date, and whether the date is today's for want of another."""
    date, today = options.day(as_of, "--as-of")
    known = options.optional_day(known_on, "--known-on")
    document = options.profile(profile, language)
    return options.engine(rulesets).evaluate(document, date, known), today
