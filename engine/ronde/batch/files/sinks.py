"""Writers of answers: Parquet, CSV and JSON Lines, batch by batch."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any, Protocol

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.parquet as pq

from ronde.batch.files.formats import Form, Format
from ronde.batch.files.json_shapes import as_text, json_texts
from ronde.messages.escape import FORMULA, cell


class Sink(Protocol):
    """What answers are written to."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows. Errors: OSError."""

    def close(self) -> None:
        """Write what is left. Errors: OSError."""

    def tell(self, about: Mapping[str, str]) -> None:
        """Take in, before the end, what a Parquet file says of itself that was not known at first."""


def open_sink(
    path: Path, format_: Format, schema: pa.Schema, about: Mapping[str, str], *, spreadsheet: bool = False
) -> Sink:
    """A writer of rows of a schema; `about` goes with a Parquet file as its metadata. `spreadsheet`: no cell of CSV is
    a formula. Errors: OSError."""
    if format_.form is Form.PARQUET:
        return ParquetSink(path, schema.with_metadata(dict(about)))
    stream = pa.output_stream(str(path), compression="gzip" if format_.compressed else None)
    return CsvSink(stream, schema, spreadsheet) if format_.form is Form.CSV else JsonSink(stream, schema)


class ParquetSink:
    """Writes Parquet; each batch is a row group. Amounts and numbers with decimals are whole numbers inside, without a
    dictionary: nearly all differ, and one took three times as long to write for a larger file."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.schema = schema
        nested = any(pa.types.is_nested(field.type) for field in schema)
        repeated = [field.name for field in schema if not pa.types.is_decimal(field.type)]
        self.writer = pq.ParquetWriter(path, schema, use_dictionary=nested or repeated, store_decimal_as_integer=True)

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        self.writer.write_batch(batch.cast(self.schema) if batch.schema != self.schema else batch)

    def tell(self, about: Mapping[str, str]) -> None:
        """Take in more of what the file says of itself."""
        if about:
            self.writer.add_key_value_metadata(dict(about))

    def close(self) -> None:
        """Write what is left."""
        self.writer.close()


class CsvSink:
    """Writes CSV with a header. What is not known is empty; what CSV has no form for, as lists, is written as JSON.

    A column that is alone is written as text: empty fields in quotation marks are rows, where blank lines are none.
    """

    def __init__(self, stream: Any, schema: pa.Schema, spreadsheet: bool = False) -> None:
        self.stream, self.spreadsheet = stream, spreadsheet
        self.alone = len(schema) == 1
        plain = [field if _plain(field.type) and not self.alone else field.with_type(pa.string()) for field in schema]
        if spreadsheet:
            plain = [field.with_name(cell(field.name)) for field in plain]
        self.schema = pa.schema(plain)
        self.writer = csv.CSVWriter(stream, self.schema)

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        columns = [
            column if _plain(column.type) else pa.array([as_text(value) for value in column.to_pylist()], pa.string())
            for column in batch.columns
        ]
        if self.alone:
            columns = [columns[0].cast(pa.string()).fill_null("")]
        if self.spreadsheet:
            columns = [_cells(column) for column in columns]
        self.writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=self.schema))

    def tell(self, about: Mapping[str, str]) -> None:
        """The form has no room for it."""

    def close(self) -> None:
        """Write what is left."""
        self.writer.close()
        self.stream.close()


def _cells(column: pa.Array) -> pa.Array:
    """The same column, in which no text is a formula."""
    if pa.types.is_dictionary(column.type):
        return pa.DictionaryArray.from_arrays(column.indices, _cells(column.dictionary), ordered=column.type.ordered)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    some = reduce(pc.or_, (pc.starts_with(column, sign) for sign in FORMULA))
    if not pc.any(some).as_py():
        return column
    return pc.replace_with_mask(
        column, some.fill_null(False), pa.array(map(cell, column.filter(some).to_pylist()), column.type)
    )


def _plain(kind: pa.DataType) -> bool:
    """Whether a type has a form in CSV."""
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    tests = (
        pa.types.is_primitive,
        pa.types.is_decimal,
        pa.types.is_null,
        pa.types.is_string,
        pa.types.is_large_string,
    )
    return any(test(kind) for test in tests)


class JsonSink:
    """Writes one object a line. What is not known is null."""

    def __init__(self, stream: Any, schema: pa.Schema) -> None:
        self.stream = stream
        keys = [f"{orjson.dumps(name).decode()}:" for name in schema.names]
        self.before = [("," if number else "{") + key for number, key in enumerate(keys)]

    def write(self, batch: pa.RecordBatch) -> None:
        """Write rows."""
        if not batch.num_rows:
            return
        pieces: list[Any] = []
        for before, column in zip(self.before, batch.columns, strict=True):
            pieces += [pa.scalar(before, pa.large_string()), json_texts(column)]
        nothing = pa.scalar("", pa.large_string())
        lines = pc.binary_join_element_wise(*pieces, pa.scalar("}\n", pa.large_string()), nothing)
        self.stream.write(lines.buffers()[2].slice(0, pc.sum(pc.binary_length(lines)).as_py()))

    def tell(self, about: Mapping[str, str]) -> None:
        """The form has no room for it."""

    def close(self) -> None:
        """Write what is left."""
        self.stream.close()
