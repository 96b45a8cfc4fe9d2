"""The outline of a file: what it defines, and the cases in it, each with its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.model.document import Document, Steps
from ronde.syntax.cursor import whole
from ronde.syntax.texts import text_in
from ronde.workspace.forms import Form, form_of
from ronde.workspace.mentions import SOURCE
from ronde.workspace.shelf import CASES, PROFILE, Sheet
from ronde.workspace.text import Span, Written

GROUP, CASE = "group", "case"
"""What sort of part of a file stands in its outline, besides the sorts of names that it defines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a file: what sort of part, what it is called, its label, where its name stands, all of it, and what is
    in it."""

    sort: str
    name: str
    label: str
    span: Span
    whole: Span
    below: tuple[Entry, ...] = ()


def outline(sheet: Sheet, document: Document, written: Written, language: str) -> list[Entry]:
    """The keys at the top of a file, with what is defined or listed below each."""
    if sheet.kind == PROFILE:
        return []
    form, found = form_of(sheet.kind), list[Entry]()
    keys = (key for key, _ in whole(document).entries())
    parts = [(steps, span) for key in keys if (span := written.key(document, steps := (key,))) is not None]
    for (steps, span), lines in zip(
        parts, _wholes([span for _, span in parts], len(written.text), written), strict=True
    ):
        key = str(steps[0])
        members = tuple(_members(document, steps, form.below(key), written, lines.end, language))
        described = form.below(key)
        label = described.description(language) if described is not None else ""
        found.append(Entry(GROUP, key, label, span, lines, members))
    return found


def _members(
    document: Document, steps: Steps, form: Form | None, written: Written, end: int, language: str
) -> Iterator[Entry]:
    """What is defined, or listed by name, below a key; `end` is where its lines end."""
    here = whole(document).down(*steps)
    parts: list[tuple[str, str, str, Span]] = []
    if form is not None and form.mark("x-defines"):
        for key, each in here.entries():
            span = written.key(document, each.steps)
            if span is not None:
                parts.append((form.mark("x-defines"), key, text_in(each.texts("label"), language), span))
    sort, key, about = (CASE, "name", "note") if steps == (CASES,) else (SOURCE, "id", "title")
    for each in here.items():
        name = each.text(key)
        span = None if name is None else written.value(document, (*each.steps, key), name)
        if span is not None and name is not None:
            parts.append((sort, name, text_in(each.texts(about), language), span))
    wholes = _wholes([span for _, _, _, span in parts], end, written)
    for (sort, name, label, span), lines in zip(parts, wholes, strict=True):
        yield Entry(sort, name, label, span, lines)


def _wholes(spans: list[Span], end: int, written: Written) -> list[Span]:
    """For each name all that belongs to it: up to the line of the next."""
    starts = [written.offset(written.place(span.start)[0], 1) for span in spans]
    return [
        Span(start, max(span.end, start + len(written.text[start:stop].rstrip())))
        for start, span, stop in zip(starts, spans, [*starts[1:], end], strict=False)
    ]
