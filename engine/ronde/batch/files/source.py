"""What a file of rows is to its reader: a schema, parts that can be read again from any of them on, and their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from ronde.batch.files.formats import Form, Format
from ronde.batch.files.received import Origin
from ronde.messages import cause
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.limits import MOST_COLUMNS
from ronde.model.locations import SourceLocation

PART_ROWS = 250_000
"""Rows of a part."""

PART_BYTES = 64 * 1024 * 1024
"""Bytes of text of a part, where so many come before its rows are complete."""

Watch = Callable[[int, int], None]
"""Called now and then while a file is looked through, with what is done and what there is to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file: where it starts and how long it is (bytes of text, rows of Parquet), the line of its first
    row, and how many rows it has."""

    start: int
    size: int
    line: int
    rows: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that could not be read at all: its line, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """The rows of a part as columns, the rows that could not be read, and the line of each row that could."""

    batch: pa.RecordBatch
    unread: tuple[Unread, ...]
    lines: Callable[[], np.ndarray[Any, np.dtype[np.int64]]]


class Source(Protocol):
    """A file of rows. `schema` holds every column, `parts` is filled by `survey`.

    Where the schema is not `told_at_once`, asking for it looks through the whole file.
    """

    path: Origin
    told_at_once: bool
    schema: pa.Schema
    parts: Sequence[Part]

    def survey(self, watch: Watch) -> None:
        """Look through the whole file once and find its parts. Errors: ValidationError for what is wrong anywhere in
        it."""

    def chunks(self, first: int, columns: Sequence[str]) -> Iterator[Chunk]:
        """Read these columns, part by part from a part on. Errors: ValidationError for what cannot be read."""


def names_once(schema_names: Sequence[str], path: Origin, line: int = 0) -> None:
    """Errors: ValidationError where a column has no name, or two have the same."""
    seen: set[str] = set()
    for number, name in enumerate(schema_names, 1):
        if not name.strip():
            raise refuse("read-column-unnamed", SourceLocation(str(path), line, 1 if line else 0), number=number)
        if name in seen:
            raise refuse("read-column-twice", SourceLocation(str(path), line, 1 if line else 0), name=name)
        seen.add(name)


def not_too_many(columns: int, path: Origin, line: int = 0) -> None:
    """Errors: ValidationError where a file has more columns than are looked at."""
    if columns > MOST_COLUMNS:
        raise refuse("read-columns-many", SourceLocation(str(path), line, 1 if line else 0), most=MOST_COLUMNS)


def broken(path: Origin, error: Exception) -> ValidationError:
    """What is said of a file whose reading failed."""
    if isinstance(error, OSError) and error.errno:
        return refuse("read-stopped", SourceLocation(str(path)), reason=cause(error))
    return refuse("read-failed", SourceLocation(str(path)))


def open_source(path: Path, format_: Format, language: str, part_rows: int = PART_ROWS) -> Source:
    """The source of a file. `language` is that of the reasons of rows which cannot be read.

    Errors: ValidationError for a file that is missing, empty, or broken where it begins.
    """
    if not path.exists():
        raise refuse("file-missing", SourceLocation(str(path)))
    if not path.is_file():
        raise refuse("read-not-file", SourceLocation(str(path)))
    try:
        if path.stat().st_size == 0:
            raise refuse("read-empty", SourceLocation(str(path)))
        return _opened(path, format_, language, part_rows)
    except (OSError, pa.ArrowException) as error:
        raise broken(path, error) from None


def _opened(path: Path, format_: Format, language: str, part_rows: int) -> Source:
    from ronde.batch.files.csv_source import CsvSource
    from ronde.batch.files.json_source import JsonSource
    from ronde.batch.files.parquet_source import ParquetSource

    if format_.form is Form.PARQUET:
        return ParquetSource(path, part_rows)
    kind = CsvSource if format_.form is Form.CSV else JsonSource
    return kind(path, format_.compressed, language, part_rows)
