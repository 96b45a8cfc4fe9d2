"""The command that begins the next version of a topic: new."""

from __future__ import annotations

import click

from ronde.api.editing import version_begun
from ronde.api.from_here import book_folder
from ronde.cli import options, writing
from ronde.messages import translate


def new_command(language: str) -> click.Command:
    """`ronde new TOPIC DATE`."""
    return options.command(
        "new",
        language,
        _new,
        [
            *writing.topic_and_date(),
            click.Option(["--corrects"], is_flag=True, help=translate("opt-corrects", language)),
            writing.yes(language),
            options.rulesets(language),
        ],
    )


def _new(topic: str, date: str, corrects: bool, yes: bool, rulesets: str | None, language: str) -> int:
    edit = version_begun(book_folder(rulesets), topic, date, language, corrects=corrects)
    return writing.write(edit, asked=yes, language=language)
