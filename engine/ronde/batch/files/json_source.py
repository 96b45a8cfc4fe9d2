"""Rows of a file of JSON Lines: one object a line; a line that holds none is set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
import pyarrow as pa

from ronde.batch.files.json_shapes import Shapes, columns_of, flat
from ronde.batch.files.lexing import Lexed, by_lines
from ronde.batch.files.received import Origin
from ronde.batch.files.source import Watch, not_too_many
from ronde.batch.files.text import MARK, TextSource
from ronde.columns.repeated_fields import key_twice, name_twice
from ronde.columns.size import measured, too_long
from ronde.messages import translate
from ronde.model.limits import DEEPEST, MOST_COLUMNS, MOST_RECORDS, MOST_VALUES


class JsonSource(TextSource):
    """A file of JSON Lines in UTF-8. Which columns it has is known once it was looked through."""

    told_at_once = False
    endless = "read-row-long"

    def __init__(self, path: Origin, compressed: bool, language: str, part_rows: int) -> None:
        super().__init__(path, compressed, language, part_rows)
        with self.open() as stream:
            self.begin = (len(MARK) if stream.read(len(MARK)) == MARK else 0, 1)
        self._schema: pa.Schema | None = None
        self.shapes = Shapes()
        self.first_wrong: tuple[int, str] | None = None

    @property
    def schema(self) -> pa.Schema:
        """One column for each field of any object."""
        if self._schema is None:
            self.survey(lambda done, total: None)
        return self._schema

    @schema.setter
    def schema(self, known: pa.Schema) -> None:
        self._schema = known

    def lex(self, data: bytes) -> Lexed:
        """Where the rows of a text end, and its lines."""
        return by_lines(data)

    def survey(self, watch: Watch) -> None:
        """Look through the whole file once: its encoding, its rows, and every field that any of them has."""
        if self.parts:
            return
        super().survey(watch)
        self._schema = self.shapes.schema()
        if not self._schema.names:
            line, reason = self.first_wrong or (self.parts[0].line, "{}")
            raise self.at("read-no-object", line, reason=reason)

    def look(self, data: bytes, line: int) -> None:
        """Note which fields the objects have."""
        for number, row in enumerate(self._objects(data)):
            if isinstance(row, dict):
                self.shapes.look(row)
                if self.shapes.width > MOST_COLUMNS:
                    not_too_many(self.shapes.width, self.path, line + self._line_number(data, number))
            elif self.first_wrong is None:
                self.first_wrong = line + self._line_number(data, number), row

    def _line_number(self, data: bytes, number: int) -> int:
        return int(self._lines(data, 0, ())[number])

    def _objects(self, data: bytes) -> Iterator[dict[str, Any] | str]:
        """The object of each row, or why it has none."""
        for line in data.split(b"\n"):
            if line and line != b"\r":
                yield self._object(line)

    def _object(self, line: bytes) -> dict[str, Any] | str:
        opened = line.count(b"[") + line.count(b"{")
        if opened + line.count(b",") > DEEPEST:
            size = measured(line)
            if size.depth > DEEPEST:
                return translate("read-row-deep", self.language, most=DEEPEST)
            if size.values > MOST_VALUES:
                return translate("read-row-full", self.language, most=MOST_VALUES)
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            return translate("read-json", self.language, column=error.colno)
        if not isinstance(row, dict):
            return translate("read-not-object", self.language)
        long = too_long(row) if opened > MOST_RECORDS else ""
        if long:
            return translate("profile-too-many", self.language, name=long, most=MOST_RECORDS)
        twice = key_twice(line, row) or name_twice(row)
        return translate("profile-twice", self.language, name=twice) if twice else row

    def batch(self, data: bytes, columns: Sequence[str]) -> tuple[pa.RecordBatch, dict[int, str]]:
        """These columns of the rows of a text, and why rows are not among them."""
        rows: list[dict[str, Any]] = []
        aside: dict[int, str] = {}
        for number, row in enumerate(self._objects(data)):
            if isinstance(row, dict):
                rows.append(flat(row))
            else:
                aside[number] = row
        return columns_of(rows, pa.schema([self.schema.field(name) for name in columns])), aside
