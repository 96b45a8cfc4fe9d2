"""A pool's file read from end to end, with the line of every row and whatever could not be read set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ronde.batch.files.checks import check_ids
from ronde.batch.files.formats import format_of
from ronde.batch.files.rejects import REJECTS, set_aside
from ronde.batch.files.source import Chunk, Watch, open_source
from ronde.columns.answers import Answers
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation

LINE = "ronde.line"
"""The column that holds the line of each row while it is worked on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file of candidates is read: the columns to keep and those not to read, the language of reasons, how many
    processes compute."""

    keep: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    language: str = "en"
    workers: int = 1


class PoolFile:
    """The rows of a file, in order, as often as they are asked for. Errors: ValidationError for a file that cannot be
    read, or a column of ids that it does not have."""

    def __init__(self, path: Path, language: str, id_column: str | None = None) -> None:
        self.path = path
        self.id_column = id_column
        self.source = open_source(path, format_of(path), language)
        names = self.source.schema.names
        if id_column is not None and id_column not in names:
            raise refuse("pool-id-missing", SourceLocation(str(path)), name=id_column, known=", ".join(names))
        self.schema = self.source.schema.append(pa.field(LINE, pa.int64()))
        self.rejects = Rejects()
        self.rows = 0

    def survey(self, watch: Watch) -> None:
        """Look through the whole file once. Errors: ValidationError for what is wrong anywhere in it, and for ids that
        do not tell the rows apart."""
        self.source.survey(watch)
        if self.id_column is not None:
            check_ids(self.source, self.id_column, watch)

    def batches(self, columns: Iterable[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Every row with its line, part by part; only these columns where some are named."""
        self.rows = 0
        wanted = set(self.source.schema.names if columns is None else columns)
        names = [name for name in self.source.schema.names if name in wanted]
        for chunk in self.source.chunks(0, names):
            self.rejects.add(set_aside(chunk))
            self.rows += chunk.batch.num_rows + len(chunk.unread)
            yield chunk.batch.append_column(LINE, pa.array(chunk.lines(), pa.int64()))

    def set_aside(self, batch: pa.RecordBatch, answers: Answers) -> None:
        """Set aside what a kernel rejected of a batch."""
        self.rejects.add(set_aside(Chunk(batch, (), batch.column(LINE).to_numpy), answers.rejects))


class Rejects:
    """The rows that could not be read, with where and why; each row counted once, each reason told once."""

    def __init__(self) -> None:
        self._parts: list[pa.RecordBatch] = []

    def add(self, rejects: pa.RecordBatch) -> None:
        """Take in some, as `set_aside` tells them."""
        if rejects.num_rows:
            self._parts.append(rejects)

    @property
    def count(self) -> int:
        """How many rows could not be read."""
        return len(pc.unique(self.table()["line"]))

    def table(self) -> pa.Table:
        """What is told of them, by line."""
        every = pa.Table.from_batches(self._parts, schema=REJECTS)
        return every.group_by(REJECTS.names, use_threads=False).aggregate([]).sort_by("line")
