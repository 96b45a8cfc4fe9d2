"""The command that writes schemas for editors: schemas."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.api.editing import write_schemas
from ronde.api.from_here import book_folder
from ronde.cli import console, options
from ronde.messages import translate


def schemas_command(language: str) -> click.Command:
    """`ronde schemas FOLDER`."""
    return options.command(
        "schemas",
        language,
        _schemas,
        [click.Argument(["folder"], metavar="FOLDER"), options.rulesets(language)],
    )


def _schemas(folder: str, rulesets: str | None, language: str) -> int:
    count = write_schemas(book_folder(rulesets), Path(folder), language)
    console.talk(translate("schemas-done", language, folder=folder, count=count))
    return 0
