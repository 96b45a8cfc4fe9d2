"""What the commands about rounds of a pool share: their options, the reading of a file, the writing of answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ronde.cli import console, options
from ronde.cli.console import StatusLine
from ronde.cli.pool_shared import processes, workers_option
from ronde.evaluate.carried import Carried
from ronde.evaluate.decision import day_text
from ronde.explain.pools import Read
from ronde.messages import translate
from ronde.messages.escape import plain
from ronde.messages.numbers import grouped
from ronde.model.finding import Place, refuse
from ronde.model.history import History

if TYPE_CHECKING:
    import pyarrow as pa

    from ronde.batch.reading import PoolFile
    from ronde.simulate.candidate_columns import Numbers
    from ronde.simulate.entrants import Entrants

MOST_SHOWN = 5
"""How many rows set aside are told where no file is written."""


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


ID = "id"
"""The column of ids where none is named."""

OWN = ("line", "rank", "invited", "outcome")
"""The columns that these commands add."""


def opened(source: str, out: str | None, id_column: str | None, keep: tuple[str, ...], language: str) -> PoolFile:
    """The file, looked through.

    Errors: Refused for it, for a place where nothing can be written, for a column to keep that has the name of another.
    """
    from ronde.batch.files.checks import check_places
    from ronde.batch.files.rejects import rejects_beside
    from ronde.batch.reading import PoolFile

    taken = [name for name in keep if name in OWN]
    if taken:
        raise refuse("pool-keep-taken", Place("--keep"), name=taken[0])
    file = PoolFile(Path(source), language, id_column)
    if id_column is None and ID in file.source.schema.names:
        file.id_column = ID
    if out is not None:
        check_places(Path(source), Path(out), rejects_beside(Path(out)))
    file.survey(lambda done, total: None)
    return file


def candidates(
    history: History,
    file: PoolFile,
    day: int,
    kind: str | None,
    columns: tuple[tuple[str, ...], tuple[str, ...]],
    workers: int | None,
    language: str,
) -> tuple[Entrants, Numbers]:
    """The candidates of a file, and the places of their ids among themselves. `columns` are those kept and ignored."""
    from ronde.simulate.candidate_columns import places
    from ronde.simulate.entrants import entrants

    shown = Progress(language)
    found = entrants(
        history,
        file,
        day,
        id_column=file.id_column,
        kind=kind,
        keep=columns[0],
        ignore=columns[1],
        language=language,
        workers=processes(workers),
        progress=shown.count,
    )
    shown.clear()
    return found, places(found.ids)


def read_of(found: Entrants, file: PoolFile) -> Read:
    """What is told of how a file was read."""
    from ronde.simulate.candidate_columns import LATEST

    dated = found.pool.last != LATEST
    untimed = int((dated & (found.pool.first != found.pool.last)).sum())
    return Read(
        file.rows, file.rejects.count, int((~dated).sum()), untimed, found.contradicted, found.given, found.cautions
    )


def write_answers(
    out: Path,
    schema: pa.Schema,
    batches: Iterable[pa.RecordBatch],
    history: History,
    file: PoolFile,
    day: int | None,
    language: str,
    cautions: Callable[[], Mapping[str, Carried]],
) -> None:
    """Write the rows, and those set aside beside them, with the cautions that they are then known to carry; say so."""
    from ronde.batch.files.beside import about_cautions, tell_beside
    from ronde.batch.writing import write_rows
    from ronde.disk.placed import refused_if_unwritable

    about = {"ronde.rules": history.digest, **({} if day is None else {"ronde.as_of": day_text(day)})}
    early = about_cautions(history, cautions())
    count = write_rows(
        out,
        schema,
        batches,
        about | early,
        lambda: {} if early else about_cautions(history, cautions()),
        spreadsheet=options.for_spreadsheet(False),
    )
    with refused_if_unwritable(out):
        tell_beside(out, history, cautions())
    say_rejects(file, out, language)
    console.talk(translate("pool-written", language, path=out, count=grouped(count, language)))


def say_rejects(file: PoolFile, out: Path | None, language: str) -> None:
    """Say which rows were set aside: in a file beside the answers, or the first of them on standard error.

    Where there are none, such a file of an earlier run is removed.
    """
    from ronde.batch.files.rejects import rejects_beside
    from ronde.batch.writing import write_rows

    if not file.rejects.count:
        if out is not None:
            rejects_beside(out).unlink(missing_ok=True)
        return
    table = file.rejects.table()
    if out is not None:
        beside = rejects_beside(out)
        write_rows(
            beside, table.schema, table.combine_chunks().to_batches(), {}, spreadsheet=options.for_spreadsheet(True)
        )
        console.talk(translate("pool-rejects-in", language, path=beside))
    else:
        for row in table.slice(0, MOST_SHOWN).to_pylist():
            where = f"{file.path}:{row['line']}"
            console.talk(": ".join(plain(each) for each in (where, row["field"], row["reason"]) if each))


class Progress(StatusLine):
    """How many rows have been read, where somebody may be watching."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.rows = 0
        self.watched = sys.stderr.isatty()

    def after(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Count a batch that passes through."""
        self.count(batch.num_rows)
        return batch

    def count(self, rows: int) -> None:
        """Count rows."""
        self.rows += rows
        if self.watched:
            self.show(translate("pool-reading", self.language, count=grouped(self.rows, self.language)))
