"""Where the rows of a text end: at every line feed, or, where fields may be quoted, at those outside quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Offsets: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

LINE_FEED, RETURN, QUOTE, COMMA = b'\n\r",'
BEFORE_FIRST = np.isin(np.arange(256), (LINE_FEED, QUOTE, COMMA))
AFTER_LAST = np.isin(np.arange(256), (LINE_FEED, RETURN, QUOTE, COMMA))
FIELD = re.compile(rb'"(?:[^"]|"")*+("?)[^,]*,?|[^,]+,?|,')
REST = re.compile(rb'(?:[^"]|"")*+("?)[^,]*,?')


@dataclass(frozen=True, slots=True)
class Lexed:
    """The end of every whole row of a text (after its line feed), and every line feed in it."""

    ends: Offsets
    newlines: Offsets

    @property
    def starts(self) -> Offsets:
        """The start of every row."""
        return np.concatenate((np.zeros(1, np.int64), self.ends[:-1])) if len(self.ends) else self.ends

    def blank(self, data: bytes) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which rows are empty lines."""
        length, octets = self.ends - self.starts, np.frombuffer(data, np.uint8)
        blank: np.ndarray[Any, np.dtype[np.bool_]] = length == 1
        blank |= (length == 2) & (octets[self.starts] == RETURN)
        return blank


def by_lines(data: bytes) -> Lexed:
    """Rows that are lines."""
    newlines = np.flatnonzero(np.frombuffer(data, np.uint8) == LINE_FEED)
    return Lexed(newlines + 1, newlines)


def by_quotes(data: bytes) -> Lexed:
    """Rows whose fields may be quoted, and then hold line feeds; a quote within a quoted field is written twice."""
    lines = by_lines(data)
    if QUOTE not in data:
        return lines
    octets = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(octets == QUOTE)
    if _well_placed(octets, quotes):
        outside = np.searchsorted(quotes, lines.newlines) % 2 == 0
    else:
        outside = _line_by_line(data, lines.newlines)
    return Lexed(lines.ends[outside], lines.newlines)


def _well_placed(octets: Any, quotes: Offsets) -> bool:
    """Whether every other quote opens a field and every other closes one, so that counting them is enough."""
    opens, last = quotes[::2], quotes[1::2]
    before = octets[opens[opens > 0] - 1]
    after = octets[last[last < len(octets) - 1] + 1]
    return bool(BEFORE_FIRST[before].all() and AFTER_LAST[after].all())


def _line_by_line(data: bytes, newlines: Offsets) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which line feeds are outside quotes, where some quotes stand in the midst of fields and mean themselves."""
    outside = np.ones(len(newlines), np.bool_)
    start, inside = 0, False
    for number, end in enumerate(newlines.tolist()):
        line, start = data[start:end], end + 1
        if inside or b'"' in line:
            inside = _open_after(line, inside)
            outside[number] = not inside
    return outside


def _open_after(line: bytes, inside: bool) -> bool:
    """Whether a quoted field is still open at the end of a line."""
    at, open_ = 0, False
    while at < len(line) or inside:
        found = (REST if inside else FIELD).match(line, at)
        if found is None:
            break
        at, open_, inside = found.end(), found[1] == b"", False
    return open_
