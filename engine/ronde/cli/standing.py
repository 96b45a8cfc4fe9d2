"""The command that says where a profile stands in the pool: standing."""

from __future__ import annotations

import click

from ronde.cli import options


def standing_command(language: str) -> click.Command:
    """`ronde standing PROFILE`."""
    return options.command(
        "standing",
        language,
        _standing,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            options.as_of(language),
            options.form(language),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _standing(profile: str, as_of: str | None, form: str, rulesets: str | None, language: str) -> int:
    found = options.book(rulesets).standing(options.profile(profile, language), as_of=as_of)
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0
