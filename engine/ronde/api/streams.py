"""Many candidates that are sent as a stream of rows, and their answers as another: Arrow, JSON Lines or CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from ronde.api.book import Book
from ronde.api.errors import BookError, ProfileError, QuestionError, error, refusals_as
from ronde.api.table import REJECTED, checked, in_place, kernel_of
from ronde.batch.files.csv_source import CsvSource
from ronde.batch.files.identity import about_answers
from ronde.batch.files.json_source import JsonSource
from ronde.batch.files.received import Received
from ronde.batch.files.sinks import CsvSink, JsonSink
from ronde.batch.files.source import Chunk, broken, names_once, not_too_many
from ronde.batch.files.unpacked import NoMessage, declared, written_out
from ronde.columns.binding import flat_batch, flat_schema
from ronde.columns.query import Query
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation

ARROW, CSV, JSON_LINES = "arrow", "csv", "jsonl"
"""The forms of streams."""

LINE = "line"
"""The column that says where each row was: its line in text, its number from 1 in Arrow."""

MOST_UNPACKED = 128_000_000
"""Bytes of the rows of a stream of Arrow once they are unpacked and written out: four times what can be sent."""

PART_ROWS = 20_000
"""Rows that are answered at a time: what is worked on and not yet sent."""


def evaluate_stream(
    book: Book, question: Query, content: bytes, form: str, *, into: str, spreadsheet: bool = False
) -> Iterator[bytes]:
    """The answers to a question for rows that were sent, in parts: a row for each row, in their order.

    Each has its LINE, and in REJECTED why it could not be answered; one that could not even be read is there as well.
    `spreadsheet`: no cell of CSV is a formula. Errors: ProfileError for what is wrong with the rows as a whole,
    QuestionError, both before anything is answered; BookError.
    """
    with refusals_as(ProfileError):
        rows = _rows(content, form, question.language)
    kernel = kernel_of(book._opened, question)
    schema = checked(kernel, rows.schema)
    if taken := {LINE, REJECTED} & set(schema.names):
        raise error(QuestionError, "python-column-taken", "keep", name=min(taken))
    schema = schema.append(pa.field(LINE, pa.int64())).append(pa.field(REJECTED, pa.string()))
    schema = schema.with_metadata(about_answers(question, book._opened.history, {}))

    def answered() -> Iterator[pa.RecordBatch]:
        for chunk in rows.chunks(0, rows.schema.names):
            with refusals_as(BookError, book._opened.folder):
                found = in_place(kernel.run(chunk.batch), chunk.batch, question)
            lines = pa.array(chunk.lines(), pa.int64())
            reason = found.column(REJECTED)
            arrays = [*found.columns[:-1], lines, reason]
            yield _with_unread(pa.RecordBatch.from_arrays(arrays, schema.names).cast(schema), chunk)

    return _written(answered(), schema, into, spreadsheet)


class Rows(Protocol):
    """Rows that were sent, to be read part by part."""

    schema: pa.Schema

    def chunks(self, first: int, columns: list[str]) -> Iterator[Chunk]:
        """The parts."""


class ArrowRows:
    """Rows of a stream of Arrow. They are numbered from 1."""

    def __init__(self, received: Received) -> None:
        """Errors: ValidationError for what is no stream of Arrow, or has columns that cannot be."""
        self._received = received
        try:
            _bounded(declared(received.content), received)
            with pa.ipc.open_stream(pa.BufferReader(received.content)) as stream:
                self._batches = list(stream)
                for each in self._batches:
                    each.validate(full=True)
                _bounded(sum(written_out(column) for each in self._batches for column in each.columns), received)
                self.schema = flat_schema(stream.schema)
        except (pa.ArrowException, OSError, NoMessage, UnicodeDecodeError) as failed:
            raise broken(received, failed) from None
        not_too_many(len(self.schema.names), received)
        names_once(self.schema.names, received)

    def chunks(self, first: int, columns: list[str]) -> Iterator[Chunk]:
        """The batches as they were sent, none longer than a part."""
        line = 1
        for batch in map(flat_batch, self._batches):
            for start in range(0, batch.num_rows, PART_ROWS):
                part = batch.slice(start, PART_ROWS)
                yield Chunk(part, (), partial(np.arange, line, line + part.num_rows))
                line += part.num_rows


def _bounded(size: int, received: Received) -> None:
    """Errors: ValidationError for rows that hold more, once unpacked, than is held in memory."""
    if size > MOST_UNPACKED:
        raise refuse("read-unpacked", SourceLocation(received.name), most=MOST_UNPACKED // 1_000_000)


def _rows(content: bytes, form: str, language: str) -> Rows:
    received = Received("rows", content)
    if form == ARROW:
        return ArrowRows(received)
    source = (CsvSource if form == CSV else JsonSource)(received, False, language, PART_ROWS)
    source.survey(lambda done, total: None)
    return source


def _with_unread(rows: pa.RecordBatch, chunk: Chunk) -> pa.RecordBatch:
    """The answers with a row for each that could not be read, where it was."""
    if not chunk.unread:
        return rows
    told = [{LINE: each.line, REJECTED: each.reason} for each in chunk.unread]
    every = pa.concat_batches([rows, pa.RecordBatch.from_pylist(told, schema=rows.schema)])
    return every.take(pa.array(np.argsort(every[LINE].to_numpy(), kind="stable")))


class _Sent:
    """A stream to write to, from which is taken what was written."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: Any) -> int:
        """Take in some bytes."""
        self._parts.append(bytes(part))
        return len(self._parts[-1])

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is held."""

    def taken(self) -> bytes:
        """What was written since it was taken last."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _written(batches: Iterable[pa.RecordBatch], schema: pa.Schema, form: str, spreadsheet: bool) -> Iterator[bytes]:
    sent = _Sent()
    sink: Any
    if form == ARROW:
        sink = pa.ipc.new_stream(sent, schema)
    else:
        sink = CsvSink(sent, schema, spreadsheet) if form == CSV else JsonSink(sent, schema)
    for batch in batches:
        sink.write(batch)
        yield sent.taken()
    sink.close()
    yield sent.taken()
