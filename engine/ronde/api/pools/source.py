"""A file of candidates: opened, looked through, its candidates found, and the answers for them written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ronde.batch.files.beside import about_cautions, tell_beside
from ronde.batch.files.checks import check_places
from ronde.batch.files.rejects import rejects_beside
from ronde.batch.reading import PoolFile
from ronde.batch.reading import Reading as Reading
from ronde.batch.writing import write_rows
from ronde.disk.placed import refused_if_unwritable
from ronde.evaluate.carried import Carried
from ronde.evaluate.decision import day_text
from ronde.explain.pools import Read
from ronde.messages.diagnostics import refuse
from ronde.messages.escape import plain
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation
from ronde.simulate.candidate_columns import LATEST
from ronde.simulate.entrants import Entrants

if TYPE_CHECKING:
    import pyarrow as pa

ID = "id"
"""The column of ids if none is named."""

OWN = ("line", "rank", "invited", "outcome")
"""The columns that are added to the answers."""

MOST_SHOWN = 5
"""How many rows set aside are told if no file is written."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of candidates as it is named: how it is read, its column of ids (None: `id`, if there is one), and whether
    no cell of CSV that is written is to be a formula (None: as is usual for the file)."""

    path: Path
    reading: Reading
    id_column: str | None = None
    spreadsheet: bool | None = None


class Written(NamedTuple):
    """The files that were written: of the answers, with how many rows, and of the rows set aside. If there is none for
    these, `aside` tells the first of them."""

    out: Path | None = None
    rows: int = 0
    rejects: Path | None = None
    aside: tuple[str, ...] = ()


def opened_pool(source: Source, out: Path | None) -> PoolFile:
    """The file, looked through. Errors: ValidationError for it, for a place where nothing can be written, and for a
    column to keep that has the name of another."""
    taken = [name for name in source.reading.keep if name in OWN]
    if taken:
        raise refuse("pool-keep-taken", ArgumentLocation("--keep"), name=taken[0])
    file = PoolFile(source.path, source.reading.language, source.id_column)
    if source.id_column is None and ID in file.source.schema.names:
        file.id_column = ID
    if out is not None:
        check_places(source.path, out, rejects_beside(out))
    file.survey(lambda done, total: None)
    return file


def read_of(found: Entrants, file: PoolFile) -> Read:
    """What is told of how a file was read."""
    dated = found.pool.last != LATEST
    untimed = int((dated & (found.pool.first != found.pool.last)).sum())
    return Read(
        file.rows, file.rejects.count, int((~dated).sum()), untimed, found.contradicted, found.given, found.cautions
    )


class Answers(NamedTuple):
    """Rows to be written, and what they carry, which is known once they are all there."""

    schema: pa.Schema
    batches: Iterable[pa.RecordBatch]
    cautions: Callable[[], Mapping[str, Carried]]


def write_answers(
    out: Path, answers: Answers, history: History, file: PoolFile, source: Source, day: int | None
) -> Written:
    """Write rows, those that were set aside beside them, and the cautions that they carry. Errors: ValidationError."""
    about = {"ronde.rules": history.digest, **({} if day is None else {"ronde.as_of": day_text(day)})}
    early = about_cautions(history, answers.cautions())
    count = write_rows(
        out,
        answers.schema,
        answers.batches,
        about | early,
        lambda: {} if early else about_cautions(history, answers.cautions()),
        spreadsheet=source.spreadsheet is True,
    )
    with refused_if_unwritable(out):
        tell_beside(out, history, answers.cautions())
    return Written(out, count, _write_rejects(file, out, source))


def _write_rejects(file: PoolFile, out: Path, source: Source) -> Path | None:
    """Write the rows that were set aside beside the answers; if there are none, such a file of an earlier run is
    removed."""
    beside = rejects_beside(out)
    if not file.rejects.count:
        beside.unlink(missing_ok=True)
        return None
    table = file.rejects.table()
    spreadsheet = source.spreadsheet is not False
    write_rows(beside, table.schema, table.combine_chunks().to_batches(), {}, spreadsheet=spreadsheet)
    return beside


def not_written(file: PoolFile) -> Written:
    """The first of the rows that were set aside, if nothing is written."""
    rows = file.rejects.table().slice(0, MOST_SHOWN).to_pylist()
    told = (
        ": ".join(plain(each) for each in (f"{file.path}:{row['line']}", row["field"], row["reason"]) if each)
        for row in rows
    )
    return Written(aside=tuple(told))
