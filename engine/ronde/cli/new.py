"""The command that begins the next version of a topic: new."""

from __future__ import annotations

import click

from ronde.api.from_here import book_folder
from ronde.cli import console, options, writing
from ronde.editing.versions import begun
from ronde.evaluate.decision import day_text
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
    folder = book_folder(rulesets)
    day = day_text(options.day(date, "DATE")[0])
    version = begun(folder, topic, day, language, corrects=corrects)
    path = folder / version.file
    code = writing.write(path, None, version.text.encode(), asked=yes, language=language)
    if code == 0:
        for line in version.lines:
            console.talk(translate("edit-to-fill", language, file=str(path), line=line))
    return code
