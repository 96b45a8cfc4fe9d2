"""The command that changes values of a version: set."""

from __future__ import annotations

import click

from ronde.api.editing import values_set
from ronde.api.from_here import book_folder
from ronde.cli import options, writing
from ronde.messages import translate


def set_command(language: str) -> click.Command:
    """`ronde set TOPIC DATE PATH VALUE...`."""
    return options.command(
        "set",
        language,
        _set,
        [
            *writing.topic_and_date(),
            click.Argument(["changes"], metavar="PATH VALUE...", nargs=-1, required=True),
            click.Option(["--in-force"], is_flag=True, help=translate("opt-in-force", language)),
            writing.yes(language),
            options.rulesets(language),
        ],
    )


def _set(
    topic: str,
    date: str,
    changes: tuple[str, ...],
    in_force: bool,
    yes: bool,
    rulesets: str | None,
    language: str,
) -> int:
    edit = values_set(book_folder(rulesets), topic, date, changes, in_force=in_force)
    return writing.write(edit, asked=yes, language=language)
