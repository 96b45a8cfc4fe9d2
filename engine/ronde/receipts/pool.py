"""The receipts of a pool: one for each row that can be read, made by the reference as for one candidate alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from ronde.batch.files.formats import Form, format_of
from ronde.batch.reading import LINE, PoolFile
from ronde.change.impact.profile import profile_of
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.disk.placed import new_file
from ronde.evaluate.engine import Engine
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation
from ronde.model.types import read_date
from ronde.receipts.read import COLUMN
from ronde.receipts.receipt import receipt_of

PART = 1_000
"""Receipts that are written to Parquet at once."""

SCHEMA = pa.schema([("id", pa.string()), ("as_of", pa.date32()), ("digest", pa.string()), (COLUMN, pa.string())])
"""The columns of a file of Parquet: of the receipt itself, and of what to find it by."""


@dataclass(frozen=True, slots=True)
class Made:
    """A receipt, and what it is found by."""

    id: str | None
    day: int
    receipt: dict[str, Any]


class Pool:
    """What makes the receipts of a file: what is asked of it says on which day, and which columns are no facts.

    Errors: ValidationError for columns that cannot be used.
    """

    def __init__(self, engine: Engine, file: PoolFile, question: Query) -> None:
        self._engine, self._file = engine, file
        self._question = replace(question, keep=(*question.keep, LINE))
        self._kernel = Kernel(engine.history, self._question, engine)
        self._kernel.check(file.schema)
        self._without = {*self._question.special, *self._question.keep, *question.ignore}

    def receipts(self) -> Iterator[Made]:
        """The receipts, in the order of the rows. A row that cannot be read is set aside, as `pool evaluate` does."""
        for batch in self._file.batches():
            answers = self._kernel.run(batch)
            self._file.set_aside(batch, answers)
            aside = set(answers.rejects["row"].to_pylist())
            for number, row in enumerate(batch.to_pylist()):
                if number not in aside:
                    yield self._made(row)

    def _made(self, row: Mapping[str, Any]) -> Made:
        question, engine = self._question, self._engine
        day = _day(row, question.as_of_column, question.as_of)
        known = _day(row, question.known_on_column, question.known_on)
        assert day is not None
        plan = engine.plan(engine.rules(day, known))
        document = profile_of(row, engine.ever, plan, self._without)
        own = None if question.id_column is None else row.get(question.id_column)
        decision = engine.evaluate(document, day, known)
        return Made(None if own is None else str(own), day, receipt_of(decision, brief=True, own=own))


def _day(row: Mapping[str, Any], column: str | None, shared: int | None) -> int | None:
    """The day of a row, in its column or the same for all."""
    written = None if column is None else row.get(column)
    if written is None:
        return shared
    return written.toordinal() if isinstance(written, date) else read_date(str(written))


def write_receipts(path: Path, made: Iterator[Made]) -> int:
    """Write receipts into a file of JSON Lines or Parquet, by its name, and return how many. The file is there when all
    of it is. Errors: ValidationError for another name, or if it cannot be written."""
    form = format_of(path)
    if form.compressed or form.form is Form.CSV:
        raise refuse("receipts-name", SourceLocation(str(path)))
    with new_file(path) as place, place.open("wb") as file:
        sink: Sink = _Parquet(file) if form.form is Form.PARQUET else _Lines(file)
        count = 0
        for each in made:
            sink.add(each)
            count += 1
        sink.close()
    return count


class Sink(Protocol):
    """Where receipts are written."""

    def add(self, made: Made) -> None:
        """Write one."""

    def close(self) -> None:
        """Write what is left."""


class _Lines:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, made: Made) -> None:
        self._file.write(orjson.dumps(made.receipt, option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        self._file.flush()


class _Parquet:
    def __init__(self, file: BinaryIO) -> None:
        self._writer = pq.ParquetWriter(file, SCHEMA, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, made: Made) -> None:
        text = orjson.dumps(made.receipt).decode()
        day = date.fromordinal(made.day)
        self._rows.append({"id": made.id, "as_of": day, "digest": made.receipt["digest"], COLUMN: text})
        if len(self._rows) == PART:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA))
            self._rows = []
