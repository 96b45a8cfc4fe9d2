"""The command that says why: why."""

from __future__ import annotations

import click

from ronde.cli import options
from ronde.cli.evaluate import decided
from ronde.explain.why import check_fact, why_data, why_page


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
    decision, today = decided(profile, as_of, known_on, rulesets, language)
    check_fact(decision, fact)
    if form == "json":
        options.show_data(why_data(decision, fact, language))
    else:
        options.show_page(why_page(decision, fact, language, today=today), form)
    return 0
