"""Rows of a CSV file: every column is text, an empty field is not given, and a row of another width is set aside."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.csv as pc

from ronde.batch.files.lexing import Lexed, by_quotes
from ronde.batch.files.received import Origin
from ronde.batch.files.source import names_once, not_too_many
from ronde.batch.files.text import MARK, TextSource
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.limits import LONGEST_ROW
from ronde.model.locations import SourceLocation

OTHER_DELIMITERS = (";", "\t", "|")
"""What is taken for the separator, where a header has no comma."""

BLOCK = 4 * 1024 * 1024
"""Bytes parsed at a time where no field is quoted."""


class CsvSource(TextSource):
    """A CSV file in UTF-8 with commas and a header. The header is line 1."""

    told_at_once = True
    endless = "read-quote-open"

    def __init__(self, path: Origin, compressed: bool, language: str, part_rows: int) -> None:
        """Errors: ValidationError for a header that is missing or names columns wrongly."""
        super().__init__(path, compressed, language, part_rows)
        header = self._header()
        self.names = self._names(header.decode()) if header.strip() else []
        if len(self.names) == 1:
            for each in OTHER_DELIMITERS:
                if each in self.names[0]:
                    raise self.at("read-delimiter", 1, delimiter=each)
        if not self.names:
            raise self.at("read-no-header", 1)
        not_too_many(len(self.names), path, 1)
        names_once(self.names, path, 1)
        self.schema = pa.schema([(name, pa.string()) for name in self.names])

    def _header(self) -> bytes:
        """The bytes of the first row; what follows is where the rows begin."""
        with self.open() as stream:
            start: bytes = stream.read(LONGEST_ROW + 1)
        if not start:
            raise refuse("read-empty", SourceLocation(str(self.path)))
        mark = len(MARK) if start.startswith(MARK) else 0
        text = start[mark:] if b"\n" in start else start[mark:] + b"\n"
        ends = by_quotes(text).ends
        if len(start) > LONGEST_ROW and (not len(ends) or b"\n" not in start):
            raise self.long(start, 1)
        end = int(ends[0]) if len(ends) else len(text)
        self._held_to_utf8(text[:end], 1)
        self.begin = (mark + end, 1 + text.count(b"\n", 0, end))
        return text[:end]

    def _names(self, header: str) -> list[str]:
        """The names in a header. Errors: ValidationError for one so long that it is none."""
        try:
            return next(csv.reader(io.StringIO(header, newline="")))
        except csv.Error:
            raise self.at("read-row-long", 1, most=LONGEST_ROW) from None

    def lex(self, data: bytes) -> Lexed:
        """Where the rows of a text end, and its lines."""
        return by_quotes(data)

    def look(self, data: bytes, line: int) -> None:
        """Nothing: the header says which columns there are."""

    def batch(self, data: bytes, columns: Sequence[str]) -> tuple[pa.RecordBatch, dict[int, str]]:
        """These columns of the rows of a text, and why rows are not among them."""
        try:
            return self._parsed(data, columns, None), {}
        except pa.ArrowInvalid:
            aside: list[pc.InvalidRow] = []
            batch = self._parsed(data, columns, aside)
        return batch, {row.number - 1: self._reason(row.actual_columns) for row in aside}

    def _parsed(self, data: bytes, columns: Sequence[str], aside: list[pc.InvalidRow] | None) -> pa.RecordBatch:
        """The rows as columns. Without a list for rows of another width, one such row is an error."""

        def set_aside(row: pc.InvalidRow) -> str:
            if aside is not None:
                aside.append(row)
            return "skip" if aside is not None else "error"

        alone = aside is not None or b'"' in data
        table = pc.read_csv(
            pa.BufferReader(data),
            read_options=pc.ReadOptions(
                column_names=self.names, use_threads=not alone, block_size=len(data) + 1 if alone else BLOCK
            ),
            parse_options=pc.ParseOptions(newlines_in_values=alone, invalid_row_handler=set_aside),
            convert_options=pc.ConvertOptions(
                column_types=self.schema,
                include_columns=list(columns),
                null_values=[""],
                strings_can_be_null=True,
                check_utf8=False,
            ),
        )
        return pa.RecordBatch.from_arrays(
            [_one(column) for column in table.columns], schema=pa.schema([self.schema.field(name) for name in columns])
        )

    def _reason(self, found: int) -> str:
        return translate("read-width", self.language, found=found, columns=len(self.names))


def _one(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
