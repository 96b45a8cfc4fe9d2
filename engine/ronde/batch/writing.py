"""Rows and files of an answer about a pool, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from ronde.batch.files.formats import format_of
from ronde.batch.files.sinks import open_sink
from ronde.disk.whole import whole
from ronde.messages import cause
from ronde.model.finding import Place, Refused, refuse


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
    a formula. Errors: Refused if it cannot be written.
    """
    format_ = format_of(path)
    rows = 0
    try:
        with whole(path) as made, closing(open_sink(made, format_, schema, about, spreadsheet=spreadsheet)) as sink:
            for batch in batches:
                sink.write(batch)
                rows += batch.num_rows
            sink.tell(late())
    except OSError as error:
        raise unwritable(path, error) from None
    return rows


def empty_folder(folder: Path) -> None:
    """Errors: Refused where something is in the way of a new folder of answers."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refuse("folder-not-empty", Place(str(folder)))


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder. Errors: Refused where it is not empty or cannot be written."""
    empty_folder(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with whole(folder) as made:
            made.mkdir()
            for name, content in files.items():
                (made / name).write_bytes(content)
    except OSError as error:
        raise unwritable(folder, error) from None


def unwritable(path: Path, error: OSError) -> Refused:
    """What is said of a file or folder that cannot be written."""
    return refuse("file-unwritable", Place(str(path)), reason=cause(error))
