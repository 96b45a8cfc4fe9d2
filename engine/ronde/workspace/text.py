"""The places of a text: from lines and columns as YAML counts them to characters, and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from ronde.messages.diagnostics import Diagnostic
from ronde.model.document import Document, Steps, pointer
from ronde.model.locations import Location
from ronde.read.compose import LINE_END

QUOTES = ("'", '"')

WORD = re.compile(r"[^\s,:#\[\]{}]+|\S")
"""What is underlined where something is wrong: a word, or the mark that stands there."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters of a text: from one up to another, counted from 0."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        """Whether a place lies in it, or at one of its ends."""
        return self.start <= offset <= self.end


@dataclass(frozen=True)
class Written:
    """A text, in which line ends are those of YAML."""

    text: str
    starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", [0, *(found.end() for found in LINE_END.finditer(self.text))])

    def offset(self, line: int, column: int) -> int:
        """Where a line and column, from 1, are; the end of the text if it has not so many lines."""
        return len(self.text) if line > len(self.starts) else min(self.starts[line - 1] + column - 1, len(self.text))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column, from 1, of a character."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """A line, from 1, without its end."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return LINE_END.sub("", self.text[self.starts[number - 1] : end])

    def key(self, document: Document, steps: Steps) -> Span | None:
        """Where the key at some steps is written, without its quotation marks."""
        if not steps or isinstance(steps[-1], int) or pointer(steps) not in document.marks:
            return None
        return self._word(document.location(steps, key=True), steps[-1])

    def value(self, document: Document, steps: Steps, written: str) -> Span | None:
        """Where a single value at some steps is written, without its quotation marks."""
        return self._word(document.location(steps), written) if pointer(steps) in document.marks else None

    def _word(self, location: Location, word: str) -> Span | None:
        """Where a word is written; None if something else stands there (an alias, or the text has changed since)."""
        start = self.offset(location.line, location.column)
        start += self.text.startswith(QUOTES, start)
        return Span(start, start + len(word)) if self.text.startswith(word, start) else None


def told_span(diagnostic: Diagnostic, written: Written) -> Span:
    """The characters that a diagnostic is about: what it points at, or a word if it is not known where that ends; the
    first line if it is about all of a file."""
    where = diagnostic.location
    if not where.line:
        return Span(0, len(written.line(1)))
    start = written.offset(where.line, where.column)
    line, column = where.end
    if line:
        return Span(start, max(start, written.offset(line, column)))
    quoted = written.text.startswith(QUOTES, start)
    found = WORD.match(written.text, start + quoted)
    return Span(start, max(start, found.end() if found else start))
