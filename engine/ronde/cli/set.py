"""The command that changes one value of a version: set."""

from __future__ import annotations

import click

from ronde.api.editing import value_set
from ronde.api.from_here import book_folder
from ronde.cli import options, writing
from ronde.messages import translate


def set_command(language: str) -> click.Command:
    """`ronde set TOPIC DATE PATH VALUE`."""
    return options.command(
        "set",
        language,
        _set,
        [
            *writing.topic_and_date(),
            click.Argument(["path"], metavar="PATH"),
            click.Argument(["value"], metavar="VALUE"),
            click.Option(["--in-force"], is_flag=True, help=translate("opt-in-force", language)),
            writing.yes(language),
            options.rulesets(language),
        ],
    )


def _set(
    topic: str, date: str, path: str, value: str, in_force: bool, yes: bool, rulesets: str | None, language: str
) -> int:
    edit = value_set(book_folder(rulesets), topic, date, path, value, in_force=in_force)
    return writing.write(edit, asked=yes, language=language)
