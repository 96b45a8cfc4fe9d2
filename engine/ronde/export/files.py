"""The files of an export: one for each table as CSV, JSON or Parquet, and the data dictionary. Whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import orjson

from ronde.disk.placed import check_empty, new_folder
from ronde.export.tables import ExportTable
from ronde.messages import LANGUAGES, translate
from ronde.messages.diagnostics import refuse
from ronde.messages.escape import csv_text
from ronde.model.locations import SourceLocation

DICTIONARY = "dictionary.json"


def write_export(tables: Sequence[ExportTable], folder: Path, form: str, *, spreadsheet: bool = True) -> list[Path]:
    """Write every table and the dictionary into a new folder, and return the files.

    `spreadsheet`: no cell of CSV is a formula. Errors: ValidationError where the folder is not empty or cannot be
    written, or Parquet is asked for without pyarrow.
    """
    check_empty(folder)
    with new_folder(folder) as made:
        for table in tables:
            (made / f"{table.name}.{form}").write_bytes(_content(table, form, folder, spreadsheet))
        (made / DICTIONARY).write_bytes(orjson.dumps(dictionary(tables), option=orjson.OPT_INDENT_2))
    return sorted(folder.iterdir())


def dictionary(tables: Sequence[ExportTable]) -> dict[str, object]:
    """What every column of every table means, and how many rows it has."""
    return {
        table.name: {
            "rows": len(table.rows),
            "columns": {
                name: {language: translate(key, language) for language in LANGUAGES}
                for name, key in table.columns.items()
            },
        }
        for table in tables
    }


def _content(table: ExportTable, form: str, folder: Path, spreadsheet: bool) -> bytes:
    if form == "json":
        return orjson.dumps(table.rows, option=orjson.OPT_INDENT_2)
    if form == "csv":
        return csv_text(table.rows, list(table.columns), spreadsheet=spreadsheet)
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise refuse("parquet-missing", SourceLocation(str(folder))) from None
    kinds = {
        name: pa.int64() if any(isinstance(row[name], int) for row in table.rows) else pa.string()
        for name in table.columns
    }
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(list(table.rows), schema=pa.schema(list(kinds.items()))), sink)
    return bytes(sink.getvalue())
