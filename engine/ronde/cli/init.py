"""The command that begins a new book: init."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.api.editing import begin_book
from ronde.cli import console, options
from ronde.messages import translate


def init_command(language: str) -> click.Command:
    """`ronde init FOLDER`."""
    return options.command("init", language, _init, [click.Argument(["folder"], metavar="FOLDER")])


def _init(folder: str, language: str) -> int:
    begin_book(Path(folder), language)
    console.talk(translate("init-done", language, folder=folder))
    return 0
