"""Places of a text as the protocol counts them: lines from 0, and units of the encoding that was agreed on."""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol import types

from ronde.api.workspace import Span

LINE_END = re.compile("\r\n|[\r\n]")
"""Where the protocol ends a line: at fewer characters than YAML does."""

UNITS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
"""For each encoding its name in Python, and the bytes of one unit."""


class Positions:
    """The places of one text, in the encoding that was agreed on."""

    def __init__(self, text: str, encoding: types.PositionEncodingKind) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in LINE_END.finditer(text))]
        self._name, self._bytes = UNITS[encoding]

    def offset(self, position: types.Position) -> int:
        """The character at a position; the end of the line, or of the text, for one that lies beyond it."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        written = self._line(position.line).encode(self._name, "surrogatepass")
        before = written[: max(position.character, 0) * self._bytes]
        return start + len(before.decode(self._name, "ignore"))

    def position(self, offset: int) -> types.Position:
        """The position of a character."""
        line = bisect_right(self._starts, offset) - 1
        before = self._text[self._starts[line] : offset].encode(self._name, "surrogatepass")
        return types.Position(line, len(before) // self._bytes)

    def range(self, span: Span) -> types.Range:
        """The range of some characters."""
        return types.Range(self.position(span.start), self.position(span.end))

    def _line(self, number: int) -> str:
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
        return LINE_END.sub("", self._text[self._starts[number] : end])
