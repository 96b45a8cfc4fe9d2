"""The command that makes decisions again from their receipts: verify."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.cli import options
from ronde.messages import translate


def verify_command(language: str) -> click.Command:
    """`ronde verify FILE`."""
    return options.command(
        "verify",
        language,
        _verify,
        [
            click.Argument(["file"], metavar="FILE"),
            click.Option(["--book", "commit"], metavar="REV", help=translate("opt-verify-book", language)),
            options.form(language),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _verify(file: str, commit: str | None, form: str, rulesets: str | None, language: str) -> int:
    found = options.book(rulesets).verify(Path(file), commit=commit)
    if form == "json":
        options.show_data(found.to_dict(language))
    else:
        options.show(found, form, language)
    return found.code
