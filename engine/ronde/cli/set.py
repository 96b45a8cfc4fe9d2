"""The command that changes one value of a version: set."""

from __future__ import annotations

import click

from ronde.api.from_here import book_folder
from ronde.cli import options, writing
from ronde.editing.versions import day_of, version
from ronde.messages import translate
from ronde.model.finding import Place, refuse


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
    folder = book_folder(rulesets)
    file = version(folder, topic, date)
    if not in_force and day_of(file) <= options.day(None, "--as-of")[0]:
        raise refuse("edit-in-force", Place(file), date=date, command=f"ronde new {topic} {date} --corrects")
    return writing.write_value(folder, file, path, value, asked=yes, language=language)
