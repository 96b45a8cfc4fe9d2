"""Files of text, row by row: read in blocks, cut into parts at the ends of rows, and held to UTF-8."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from ronde.batch.files.lexing import Lexed
from ronde.batch.files.received import Origin
from ronde.batch.files.source import PART_BYTES, Chunk, Part, Unread, Watch, broken
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.limits import LONGEST_ROW
from ronde.model.locations import SourceLocation

BLOCK = 8 * 1024 * 1024
"""Bytes read at a time while a file is looked through."""

MARK = b"\xef\xbb\xbf"
"""What some programs write before UTF-8; it is no part of the text."""


class TextSource(ABC):
    """A file of text in which every row starts on a line of its own. Blank lines are no rows."""

    schema: pa.Schema
    told_at_once: bool
    endless: str
    """What is said of a row that does not end."""

    def __init__(self, path: Origin, compressed: bool, language: str, part_rows: int) -> None:
        self.path = path
        self.compressed = compressed
        self.language = language
        self.part_rows = part_rows
        self.parts: Sequence[Part] = ()
        self.begin = (0, 1)
        """Where the first row may start, and on what line."""

    @abstractmethod
    def lex(self, data: bytes) -> Lexed:
        """Where the rows of a text end, and its lines."""

    @abstractmethod
    def batch(self, data: bytes, columns: Sequence[str]) -> tuple[pa.RecordBatch, dict[int, str]]:
        """These columns of the rows of a text, and why rows are not among them, by their number from 0."""

    def open(self) -> Any:
        """The bytes of the file, decompressed."""
        return pa.input_stream(self.path.open("rb"), compression="gzip" if self.compressed else None)

    def survey(self, watch: Watch) -> None:
        """Look through the whole file once: its encoding, its rows, where its parts start."""
        if self.parts:
            return
        cutter = _Cutter(self.part_rows)
        try:
            for start, line, data, lexed in self._rows(watch):
                self._held_to_utf8(data, line)
                self.look(data, line)
                cutter.take(start, line, data, lexed)
        except (OSError, pa.ArrowException) as error:
            raise broken(self.path, error) from None
        self.parts = cutter.parts()
        if not self.parts:
            raise refuse("read-no-rows", SourceLocation(str(self.path)))

    @abstractmethod
    def look(self, data: bytes, line: int) -> None:
        """See rows while the file is looked through; for forms that say in each row what it holds."""

    def _rows(self, watch: Watch) -> Iterator[tuple[int, int, bytes, Lexed]]:
        """Whole rows, block by block: where they start, on what line, their bytes, and where each ends."""
        start, line = self.begin
        total = self.path.stat().st_size
        carry = b""
        with self.path.open("rb") as raw, pa.PythonFile(raw, "r") as file:
            stream = pa.CompressedInputStream(file, "gzip") if self.compressed else file
            stream.read(start)
            while True:
                block = stream.read(BLOCK)
                watch(raw.tell(), total)
                data = carry + block
                if not block and data and not data.endswith(b"\n"):
                    data += b"\n"
                lexed = self.lex(data)
                end = int(lexed.ends[-1]) if len(lexed.ends) else 0
                long = np.flatnonzero(lexed.ends - lexed.starts > LONGEST_ROW)
                if len(long):
                    first = int(lexed.starts[long[0]])
                    raise self.at("read-row-long", line + _lines_before(lexed, first), most=LONGEST_ROW)
                if len(data) - end > (LONGEST_ROW if block else 0):
                    raise self.long(data[end:], line + _lines_before(lexed, end))
                if end:
                    yield start, line, data[:end], lexed
                start += end
                line += _lines_before(lexed, end)
                carry = data[end:]
                if not block:
                    return

    def long(self, row: bytes, line: int) -> ValidationError:
        """The exception for a row that does not end where rows must: a quotation mark is open, or it is too long."""
        return self.at(self.endless if b'"' in row else "read-row-long", line, most=LONGEST_ROW)

    def _held_to_utf8(self, data: bytes, line: int) -> None:
        """Errors: ValidationError with the line of the first byte that is not UTF-8, or is nothing that text holds."""
        if data.isascii() and b"\0" not in data:
            return
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            place = data.rfind(b"\n", 0, error.start)
            line += data.count(b"\n", 0, error.start)
            raise refuse(
                "read-encoding",
                SourceLocation(str(self.path), line, error.start - place),
                byte=f"{data[error.start]:02X}",
            ) from None
        if "\0" in text:
            at = data.index(b"\0")
            raise refuse(
                "read-encoding",
                SourceLocation(str(self.path), line + data.count(b"\n", 0, at), at - data.rfind(b"\n", 0, at)),
                byte="00",
            )

    def at(self, code: str, line: int, **about: object) -> ValidationError:
        """The exception for a diagnostic on a line of this file."""
        return refuse(code, SourceLocation(str(self.path), line, 1), **about)

    def chunks(self, first: int, columns: Sequence[str]) -> Iterator[Chunk]:
        """Read these columns, part by part from a part on."""
        if first >= len(self.parts):
            return
        try:
            with self.open() as stream:
                position = 0
                for part in self.parts[first:]:
                    _skip(stream, part.start, part.start - position)
                    position = part.start + part.size
                    yield self._chunk(part, stream.read(part.size), columns)
        except (OSError, pa.ArrowException) as error:
            raise broken(self.path, error) from None

    def _chunk(self, part: Part, data: bytes, columns: Sequence[str]) -> Chunk:
        batch, reasons = self.batch(data, columns)
        if batch.num_rows + len(reasons) != part.rows:
            raise self.at("read-rows-differ", part.line, rows=part.rows, found=batch.num_rows + len(reasons))
        lines = partial(self._lines, data, part.line, tuple(reasons))
        every = self._lines(data, part.line, ()) if reasons else ()
        return Chunk(batch, tuple(Unread(int(every[row]), why) for row, why in sorted(reasons.items())), lines)

    def _lines(self, data: bytes, line: int, without: tuple[int, ...]) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The line on which each row starts, but those that could not be read."""
        data = data if data.endswith(b"\n") else data + b"\n"
        lexed = self.lex(data)
        starts = lexed.starts[~lexed.blank(data)]
        lines = np.searchsorted(lexed.newlines, starts) + line
        return np.delete(lines, list(without)) if without else lines


def _lines_before(lexed: Lexed, place: int) -> int:
    """How many lines end before a place."""
    return int(np.searchsorted(lexed.newlines, place))


def _skip(stream: Any, target: int, count: int) -> None:
    """Go to a place further on, by jumping where the stream can."""
    if stream.seekable():
        stream.seek(target)
    else:
        while count:
            count -= len(stream.read(min(count, BLOCK)))


class _Cutter:
    """Cuts rows, as they come, into parts of so many rows or so many bytes, whichever is reached first."""

    def __init__(self, part_rows: int) -> None:
        self.part_rows = part_rows
        self.done: list[Part] = []
        self.start = self.size = self.line = self.rows = 0

    def take(self, start: int, line: int, data: bytes, lexed: Lexed) -> None:
        """Take in the rows of a block."""
        rows = np.concatenate(([0], np.cumsum(~lexed.blank(data))))
        starts = np.concatenate((lexed.starts, lexed.ends[-1:]))
        at, last = 0, len(lexed.ends)
        while at < last:
            if not self.rows:
                at = int(np.searchsorted(rows, rows[at], side="right")) - 1
                if at == last:
                    return
                self.start, self.line = start + int(starts[at]), line + int(np.searchsorted(lexed.newlines, starts[at]))
                self.size = 0
            by_rows = int(np.searchsorted(rows, rows[at] + self.part_rows - self.rows))
            by_bytes = int(np.searchsorted(starts, starts[at] + max(PART_BYTES - self.size, 1)))
            until = min(by_rows, by_bytes, last)
            self.rows += int(rows[until] - rows[at])
            self.size += int(starts[until] - starts[at])
            at = until
            if self.rows >= self.part_rows or self.size >= PART_BYTES:
                self.close()

    def close(self) -> None:
        """End the part that is being gathered."""
        if self.rows:
            self.done.append(Part(self.start, self.size, self.line, self.rows))
        self.rows = self.size = 0

    def parts(self) -> Sequence[Part]:
        """Every part, once every row was taken."""
        self.close()
        return tuple(self.done)
