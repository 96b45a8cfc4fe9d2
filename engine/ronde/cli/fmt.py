"""The command that puts files in their canonical form: fmt."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.api.formatting import formatted
from ronde.api.from_here import book_folder
from ronde.cli import console, options, writing
from ronde.messages import translate


def fmt_command(language: str) -> click.Command:
    """`ronde fmt [PATHS]`."""
    return options.command(
        "fmt",
        language,
        _fmt,
        [
            click.Argument(["paths"], metavar="[PATHS]...", nargs=-1),
            click.Option(["--check"], is_flag=True, help=translate("opt-fmt-check", language)),
            writing.yes(language),
            options.rulesets(language),
        ],
    )


def _fmt(paths: tuple[str, ...], check: bool, yes: bool, rulesets: str | None, language: str) -> int:
    found = formatted([Path(each) for each in paths] or [book_folder(rulesets)])
    if not found.edits:
        console.talk(translate("form-clean", language, files=found.files))
        return 0
    if not check:
        return writing.write(*found.edits, asked=yes, language=language)
    for each in found.diagnostics():
        console.answer(each.text(language))
    console.talk(translate("form-found", language, files=len(found.edits)))
    return 1
