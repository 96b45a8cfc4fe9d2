"""The command that says what would have to change: reach."""

from __future__ import annotations

import click

from ronde.cli import options


def reach_command(language: str) -> click.Command:
    """`ronde reach PROFILE FACT [VALUE]`."""
    return options.command(
        "reach",
        language,
        _reach,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            click.Argument(["fact"], metavar="FACT"),
            click.Argument(["value"], metavar="[VALUE]", required=False),
            options.as_of(language),
            options.form(language),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _reach(
    profile: str, fact: str, value: str | None, as_of: str | None, form: str, rulesets: str | None, language: str
) -> int:
    book = options.book(rulesets)
    found = book.reach(options.profile(profile, language), fact, value, as_of=as_of)
    if form == "json":
        options.show_data(found.to_dict(language))
    else:
        options.show(found, form, language)
    return 0
