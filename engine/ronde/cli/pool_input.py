"""What the commands about rounds of a pool share: their options, how far they are, which files they wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ronde.cli import console, options
from ronde.cli.console import StatusLine
from ronde.cli.pool_shared import processes, workers_option
from ronde.messages import translate
from ronde.messages.numbers import grouped

if TYPE_CHECKING:
    from ronde.api.pools.source import Source, Written


def source_argument() -> click.Argument:
    """The file that is read."""
    return click.Argument(["source"], metavar="IN")


def shared_options(language: str) -> list[click.Parameter]:
    """The options that all of them take."""
    return [
        click.Option(["--id", "id_column"], metavar="C", help=translate("opt-pool-id", language)),
        click.Option(["--keep"], metavar="C", multiple=True, help=translate("opt-keep", language)),
        click.Option(["--ignore"], metavar="C", multiple=True, help=translate("opt-ignore", language)),
        workers_option(language),
        options.spreadsheet(language),
        options.form(language),
        options.rulesets(language),
    ]


def source_of(
    path: str,
    language: str,
    *,
    id_column: str | None,
    keep: tuple[str, ...],
    ignore: tuple[str, ...],
    workers: int | None,
) -> Source:
    """The file that is read, as the options that all of them take name it."""
    from ronde.api.pools.source import Reading, Source

    reading = Reading(keep, ignore, language, processes(workers))
    return Source(Path(path), reading, id_column, options.asked_spreadsheet())


def tell_files(written: Written, language: str) -> None:
    """Say on standard error which files were written, or which rows were set aside."""
    for each in written.aside:
        console.talk(each)
    if written.rejects is not None:
        console.talk(translate("pool-rejects-in", language, path=written.rejects))
    if written.out is not None:
        console.talk(translate("pool-written", language, path=written.out, count=grouped(written.rows, language)))


class Progress(StatusLine):
    """How many rows have been read, where somebody may be watching."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.rows = 0
        self.watched = sys.stderr.isatty()

    def __call__(self, rows: int) -> None:
        """Count rows."""
        self.rows += rows
        if self.watched:
            self.show(translate("pool-reading", self.language, count=grouped(self.rows, self.language)))
