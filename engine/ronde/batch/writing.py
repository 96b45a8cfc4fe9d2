"""Rows and files of an answer about a pool, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from ronde.batch.files.formats import format_of
from ronde.batch.files.sinks import open_sink
from ronde.disk.placed import check_empty, new_file, new_folder


def write_rows(
    path: Path,
    schema: pa.Schema,
    batches: Iterable[pa.RecordBatch],
    about: Mapping[str, str],
    late: Callable[[], Mapping[str, str]] = dict,
    *,
    spreadsheet: bool = False,
) -> int:
    """Write rows to a file whose name tells its form, and return how many. The file is there when all of it is.

    `about` goes with a Parquet file, and so does what `late` tells after the last row; `spreadsheet`: no cell of CSV is
    a formula. Errors: ValidationError if it cannot be written.
    """
    format_ = format_of(path)
    rows = 0
    with new_file(path) as made, closing(open_sink(made, format_, schema, about, spreadsheet=spreadsheet)) as sink:
        for batch in batches:
            sink.write(batch)
            rows += batch.num_rows
        sink.tell(late())
    return rows


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder. Errors: ValidationError where it is not empty or cannot be written."""
    check_empty(folder)
    with new_folder(folder) as made:
        for name, content in files.items():
            (made / name).write_bytes(content)
