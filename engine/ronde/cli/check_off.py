"""The command that notes that a version was compared with its sources: check-off."""

from __future__ import annotations

import click

from ronde.api.editing import checked_off
from ronde.api.from_here import book_folder
from ronde.cli import options, writing
from ronde.messages import translate


def check_off_command(language: str) -> click.Command:
    """`ronde check-off TOPIC DATE`."""
    return options.command(
        "check-off",
        language,
        _check_off,
        [
            *writing.topic_and_date(),
            click.Option(["--on"], metavar="D", help=translate("opt-checked-on", language)),
            writing.yes(language),
            options.rulesets(language),
        ],
    )


def _check_off(topic: str, date: str, on: str | None, yes: bool, rulesets: str | None, language: str) -> int:
    return writing.write(checked_off(book_folder(rulesets), topic, date, on), asked=yes, language=language)
