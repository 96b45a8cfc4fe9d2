"""What the commands that change a book share: the change is shown, asked for, and written whole or not at all."""

from __future__ import annotations

import sys

import click

from ronde.api.editing import Edit
from ronde.cli import console
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation

NOT_WRITTEN = 1
"""The exit code if somebody was asked and said no."""


def yes(language: str) -> click.Option:
    """Whether to write without asking."""
    return click.Option(["--yes"], is_flag=True, help=translate("opt-yes", language))


def topic_and_date() -> list[click.Parameter]:
    """The arguments that name a version."""
    return [click.Argument(["topic"], metavar="TOPIC"), click.Argument(["date"], metavar="DATE")]


def write(*edits: Edit, asked: bool, language: str) -> int:
    """Show changes, ask for them on a terminal (unless `asked` already), write them, and say what is to be filled in.

    Errors: ValidationError if a file holds something else by now, cannot be written, or there is nobody to ask.
    """
    for diagnostic in (diagnostic for edit in edits for diagnostic in edit.diagnostics):
        console.talk(translate(f"severity-{diagnostic.severity}", language, text=diagnostic.text(language)))
    if not asked and not (sys.stdin is not None and sys.stdin.isatty()):
        raise refuse("edit-unasked", SourceLocation(str(edits[0].file.path)))
    console.answer("\n".join(line for edit in edits for line in edit.file.difference()))
    if not asked and not click.confirm(translate("edit-ask", language), err=True):
        console.talk(translate("edit-left", language))
        return NOT_WRITTEN
    return put(*edits, language=language)


def put(*edits: Edit, language: str) -> int:
    """Write changes, and say what is to be filled in. Errors: ValidationError if a file cannot be written."""
    for edit in edits:
        edit.file.write()
        console.talk(translate("edit-written", language, file=str(edit.file.path)))
        for line in edit.to_fill:
            console.talk(translate("edit-to-fill", language, file=str(edit.file.path), line=line))
    return 0
