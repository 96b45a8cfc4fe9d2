"""The lines of a YAML text laid out anew: two spaces for each level, one between words, comments in their place.

Only white space between the words of YAML (its tokens) changes. What somebody broke into lines stays broken there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ronde.read.compose import BLOCKS, Token

STEP = 2
"""Spaces of a level."""

MAPPING, SEQUENCE, END = "<block mapping start>", "<block sequence start>", "<block end>"
LEVEL_WITH_KEY = "level with its key"
"""A list whose dashes stand no deeper than the key that holds it: YAML has no token that begins it."""

OPEN, CLOSE = ("[", "{"), ("]", "}")
HEAD = re.compile(r"[|>](?:(?P<keeps>\+)|(?P<says>[1-9])|-)*")
"""How a text over several lines begins: whether its last blank lines count, and how deep it says that it stands."""
LAST_BLANKS = re.compile(r"(?:\n *)+\Z")


@dataclass(frozen=True, slots=True)
class Level:
    """Something open: what opened it, how deep it stands from now on, and the column at which it stood."""

    kind: str
    indent: int
    column: int


GROUND = Level("", -STEP, -STEP)


class Layout:
    """The lines of a text, and its keys at the top, each with the number of its line, from 0."""

    def __init__(self, text: str, tokens: Iterable[Token]) -> None:
        """Lay out a text with line ends of one character, by its tokens."""
        self.lines: list[str] = []
        self.tops: list[tuple[str, int]] = []
        self._text = text
        self._open: list[Level] = []
        self._moved: dict[int, int] = {}
        self._shift = self._at = 0
        self._before = ""
        self._key = False
        for token in tokens:
            self._take(token)
        self._comments(text[self._at :] + "\n", 0, 0, inside=False, last=True)

    @property
    def _top(self) -> Level:
        return self._open[-1] if self._open else GROUND

    def _take(self, token: Token) -> None:
        """Go on to a token."""
        inside = self._top.kind in OPEN
        self._level(token)
        self._key = self._key or token.id == "?"
        start, end = token.start_mark.index, token.end_mark.index
        if end == start:
            return
        gap = self._text[self._at : start]
        if "\n" in gap or not self._before:
            self._begin_line(token, gap, inside)
        else:
            self.lines[-1] += _space(self._before, token.id)
        written = self._text[start:end]
        if token.id == "<scalar>" and getattr(token, "style", None) in BLOCKS:
            written = self._block(written)
        else:
            first, *rest = written.split("\n")
            self.lines[-1] += first
            self.lines += [_shifted(line, self._shift) if line.strip() else "" for line in rest]
        self._at, self._before = start + len(written), token.id
        self._key = False

    def _level(self, token: Token) -> None:
        """Open or close what a token opens or closes."""
        if self._top.kind == LEVEL_WITH_KEY and token.id in ("?", END):
            self._open.pop()
        top, column = self._top, token.start_mark.column
        if token.id in (MAPPING, SEQUENCE):
            self._open.append(Level(token.id, top.indent + STEP, column))
        elif token.id == "-" and top.kind == MAPPING:
            self._open.append(Level(LEVEL_WITH_KEY, top.indent + STEP, column))
        elif token.id in OPEN:
            self._open.append(Level(token.id, top.indent, top.column))
        elif token.id in CLOSE or token.id == END:
            self._open.pop()

    def _begin_line(self, token: Token, gap: str, inside: bool) -> None:
        """Begin a line with a token, after the comments in the gap before it. Within brackets it moves with the line on
        which the outermost opened."""
        column = token.start_mark.column
        if inside:
            indent = max(0, column + self._shift)
        else:
            heads = self._key or token.id in ("-", ":")
            indent = max(0, self._top.indent + (0 if heads else STEP))
        self._comments(gap, column, indent, inside)
        if not inside:
            self._shift = indent - column
            self._moved = {old: new for old, new in self._moved.items() if old < column} | {column: indent}
            if self._key and len(self._open) == 1:
                self.tops.append((str(getattr(token, "value", "")), len(self.lines)))
        self.lines.append(" " * indent)

    def _comments(self, gap: str, column: int, indent: int, inside: bool, last: bool = False) -> None:
        """Write what stands before a line, or after the last: each comment as deep as the line if it stood so, else as
        what stood there before; and one blank line for several."""
        *between, _ = gap.split("\n")
        if self._before:
            rest, *between = between
            self.lines[-1] += f"  {rest.strip()}" if rest.strip() else ""
        blank = False
        for line in between:
            if not line.strip():
                blank = bool(self.lines)
                continue
            stood = len(line) - len(line.lstrip())
            deep = stood + self._shift if inside else indent if stood == column else self._moved.get(stood, indent)
            self.lines += [*([""] if blank else []), " " * max(0, deep) + line.strip()]
            blank = False
        self.lines += [""] if blank and not last else []

    def _block(self, written: str) -> str:
        """Write a text over several lines, as deep as what it belongs to asks; the part of it that was written."""
        head = HEAD.match(written)
        assert head is not None
        written = written.removesuffix("\n") if head["keeps"] else LAST_BLANKS.sub("", written)
        first, *rest = written.split("\n")
        stood = next((len(line) - len(line.lstrip(" ")) for line in rest if line.strip()), 0)
        shift = self._top.indent - self._top.column if head["says"] else self._top.indent + STEP - stood
        self.lines[-1] += first.rstrip()
        self.lines += [_shifted(line, shift) if line.strip() or len(line) > stood else "" for line in rest]
        return written


def _space(before: str, after: str) -> str:
    """What stands between two tokens on a line."""
    closes = after in (*CLOSE, ",") and before != ":"
    names = after == ":" and before != "<alias>"
    return "" if before in OPEN or closes or names else " "


def _shifted(line: str, shift: int) -> str:
    """A line moved to the right, or to the left as far as it can."""
    return " " * shift + line if shift >= 0 else line[min(-shift, len(line) - len(line.lstrip(" "))) :]
