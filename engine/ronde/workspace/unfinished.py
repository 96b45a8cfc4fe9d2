"""Where in a file something is being written: the steps to what would stand at the cursor, though it is not there yet.

A word that nobody writes is put in its place, as a value and as a key, and the text is read with it: if not all of it
can be read, then as far as the cursor's line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ronde.messages.diagnostics import ValidationError
from ronde.model.document import Document, Steps, Tree
from ronde.model.limits import LARGEST_FILE
from ronde.read.compose import LINE_END, quick_nodes
from ronde.read.structure import parse
from ronde.workspace.text import Span

HERE = "ronde-cursor"
"""A word that stands in no file."""

WORD = re.compile(r"[^\s,\[\]{}:#\"']*")
"""What is replaced by a completion: the word in which the cursor stands."""

BEFORE = re.compile(r"[^\s,\[\]{}:#\"']*\Z")
CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Gap:
    """What could stand at the cursor: the key of the mapping at some steps, or the value at some steps.

    `document` is what the file says with the word in its place; `quotes` whether it stands within quotation marks.
    """

    steps: Steps
    key: bool
    document: Document
    quotes: bool


def word_at(text: str, offset: int) -> Span:
    """The word in which a cursor stands; empty between words."""
    line = text.rfind("\n", 0, offset) + 1
    before = BEFORE.search(text, line, offset)
    after = WORD.match(text, offset)
    return Span(before.start() if before else offset, after.end() if after else offset)


def gaps(text: str, offset: int) -> list[Gap]:
    """What could stand at a cursor: first what the rest of the file agrees with. None in a file that is too large, or
    that cannot be read up to there."""
    if len(text) > LARGEST_FILE:
        return []
    word = word_at(text, offset)
    before, after = text[: word.start], text[word.end :]
    quotes = before.endswith(("'", '"'))
    for rest in (after, LINE_END.split(after, maxsplit=1)[0], _closing(before)):
        variants = (_read(written, key, quotes) for written, key in _variants(before, rest))
        found = [gap for gap in variants if gap is not None]
        if found:
            return found
    return []


def _variants(before: str, after: str) -> Iterator[tuple[str, bool]]:
    """The text with the word in its place, as a key if it can be one, then as a value."""
    if after.lstrip(" \"'").startswith(":"):
        yield before + HERE + after, True
        return
    if not before.endswith(("'", '"')):
        yield f"{before}{HERE}: null{after}", True
    yield before + HERE + after, False


def _read(text: str, key: bool, quotes: bool) -> Gap | None:
    if quick_nodes(text) is None:
        return None
    try:
        document = parse(text.encode(errors="replace"), "")
    except ValidationError:
        return None
    steps = _steps_to_word(document, key=key)
    return None if steps is None else Gap(steps, key, document, quotes)


def _steps_to_word(document: Document, *, key: bool) -> Steps | None:
    """The steps to the mapping that has the word as a key, or to the value that is the word."""
    waiting: list[tuple[Steps, Tree]] = [((), document.tree)]
    while waiting:
        steps, tree = waiting.pop()
        if isinstance(tree, dict):
            if key and HERE in tree:
                return steps
            waiting.extend(((*steps, name), value) for name, value in tree.items())
        elif isinstance(tree, list):
            waiting.extend(((*steps, number), value) for number, value in enumerate(tree))
        elif not key and tree == HERE:
            return steps
    return None


def _closing(before: str) -> str:
    """What closes the brackets that are open where a text ends, as far as its last line opens them."""
    open_ones: list[str] = []
    for letter in before[before.rfind("\n") + 1 :]:
        if letter in CLOSING:
            open_ones.append(CLOSING[letter])
        elif open_ones and letter == open_ones[-1]:
            open_ones.pop()
    return "".join(reversed(open_ones))
