"""The command that says why: why."""

from __future__ import annotations

import click

from ronde.cli import options


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
            options.names(language),
            options.rulesets(language),
        ],
    )


def _why(
    profile: str, fact: str, as_of: str | None, known_on: str | None, form: str, rulesets: str | None, language: str
) -> int:
    book = options.book(rulesets)
    found = book.why(options.profile(profile, language), fact, as_of=as_of, known_on=known_on, lang=language)
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0
