"""What stands where somebody points in a file: a name, or a key of which the schema says what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.model.document import Document, Steps, Tree
from ronde.model.types import NotOfType, read_date
from ronde.syntax.cursor import whole
from ronde.workspace.mentions import Mention
from ronde.workspace.names import Place
from ronde.workspace.shelf import CASES, Sheet
from ronde.workspace.text import Span, Written


@dataclass(frozen=True, slots=True)
class Pointed:
    """A name or a key, and which characters of the text it is."""

    span: Span
    steps: Steps
    mention: Mention | None


def pointed(
    sheet: Sheet, document: Document, every: tuple[Mention, ...], written: Written, offset: int
) -> Pointed | None:
    """What stands at a character of a file; None if it is neither a name nor a key."""
    line, _ = written.place(offset)
    for mention in every:
        if document.location(mention.steps, key=mention.key).line == line:
            span = Place(sheet, document, mention).span(written)
            if span is not None and span.holds(offset):
                return Pointed(span, mention.steps, mention)
    steps = key_at(document, written, offset)
    if steps is None:
        return None
    span = written.key(document, steps)
    return None if span is None else Pointed(span, steps, None)


def key_at(document: Document, written: Written, offset: int) -> Steps | None:
    """The steps to the key at a character of a file; None if no key is there."""
    line, _ = written.place(offset)
    for at, mark in document.marks.items():
        if mark[0] == line:
            steps = steps_of(document, at)
            span = written.key(document, steps)
            if span is not None and span.holds(offset):
                return steps
    return None


def steps_of(document: Document, at: str) -> Steps:
    """The steps that a pointer names in a document."""
    tree: Tree = document.tree
    steps: list[str | int] = []
    for part in at.split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        if isinstance(tree, list):
            steps.append(int(step))
            tree = tree[int(step)]
        else:
            steps.append(step)
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tuple(steps)


def day_of_case(document: Document, steps: Steps) -> int | None:
    """The day, or the first of the days, of the case in which something stands; None if it stands in none."""
    if len(steps) < 2 or steps[0] != CASES:
        return None
    asked = whole(document).down(*steps[:2], "as_of")
    try:
        return read_date((asked.items() or [asked])[0].single().value)
    except NotOfType:
        return None
