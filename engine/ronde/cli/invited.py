"""The command that says of each round whether a profile would have been invited: invited."""

from __future__ import annotations

import click

from ronde.cli import options
from ronde.cli.series import spans, types_option


def invited_command(language: str) -> click.Command:
    """`ronde invited PROFILE`."""
    return options.command(
        "invited",
        language,
        _invited,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            *spans(language),
            types_option(language),
            options.form(language),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _invited(
    profile: str,
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    book = options.book(rulesets)
    found = book.invited(options.profile(profile, language), since=since, until=until, types=types)
    if form == "json":
        options.show_data(found.to_dict(language))
    else:
        options.show(found, form, language)
    return 0
