"""The changes that diagnostics propose: the name that was probably meant, the ordinary character, the missing key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from ronde.language import LANGUAGES
from ronde.messages import translate
from ronde.messages.diagnostics import Diagnostic
from ronde.model.document import Document, Steps
from ronde.read.files import FILE_NAME
from ronde.syntax.cursor import whole
from ronde.workspace.forms import form_of
from ronde.workspace.pointed import steps_of
from ronde.workspace.shelf import PROFILE, Sheet
from ronde.workspace.text import QUOTES, Span, Written, told_span

INDENT = "  "
TABS = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)
"""The beginning of a line in which there is a tab."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends what a diagnostic is about: what it does, in words, and what is to be written where."""

    diagnostic: Diagnostic
    title: str
    edits: tuple[tuple[Span, str], ...]


def fixes(
    sheet: Sheet, document: Document | None, written: Written, found: Iterable[Diagnostic], language: str
) -> Iterator[Fix]:
    """What mends these diagnostics about a file, as far as they say it. `document` is what the file says now."""
    for diagnostic in found:
        for title, edits in _fixes(sheet, document, written, diagnostic, language):
            yield Fix(diagnostic, title, edits)


def _fixes(
    sheet: Sheet, document: Document | None, written: Written, diagnostic: Diagnostic, language: str
) -> Iterator[tuple[str, tuple[tuple[Span, str], ...]]]:
    about, code = diagnostic.params, diagnostic.code
    meant = str(about.get("close") or (about.get("instead") if not code.startswith("character-") else "") or "")
    if meant and diagnostic.location.line:
        yield from _replaced(_word(written, diagnostic), meant, language)
    if code.startswith("character-"):
        yield from _replaced(_character(written, diagnostic), str(about.get("instead", "")), language)
    elif code == "date-differs":
        name = FILE_NAME.fullmatch(PurePath(sheet.name).stem)
        if name is not None:
            yield from _replaced(_word(written, diagnostic), name[1], language)
    elif code == "key-missing" and document is not None:
        edit = _added(sheet, document, written, diagnostic)
        if edit is not None:
            yield translate("workspace-fix-add", language, key=str(about["key"])), (edit,)
    elif code == "yaml-tab":
        edits = tuple(
            (Span(each.start(), each.end()), each[0].replace("\t", INDENT)) for each in TABS.finditer(written.text)
        )
        yield translate("workspace-fix-tabs", language), edits


def _replaced(span: Span | None, meant: str, language: str) -> Iterator[tuple[str, tuple[tuple[Span, str], ...]]]:
    if span is not None:
        key = "workspace-fix-write" if meant.strip() else "workspace-fix-remove"
        yield translate(key, language, meant=meant), ((span, meant),)


def _word(written: Written, diagnostic: Diagnostic) -> Span | None:
    """The word that a diagnostic is about, without its quotation marks; None if none of what it tells stands there."""
    span = told_span(diagnostic, written)
    start = span.start + written.text.startswith(QUOTES, span.start)
    words = sorted({str(each) for each in diagnostic.params.values() if each}, key=len, reverse=True)
    found = next((word for word in words if written.text.startswith(word, start)), None)
    return None if found is None else Span(start, start + len(found))


def _character(written: Written, diagnostic: Diagnostic) -> Span | None:
    """The character that only looks right: in the value that stands at the place, or in its line."""
    value, position = str(diagnostic.params.get("value", "")), int(str(diagnostic.params.get("position", 0)))
    where = diagnostic.location
    if not where.line or not position or position > len(value):
        return None
    for start in (written.offset(where.line, where.column), written.offset(where.line, 1)):
        begin = start + written.text.startswith(QUOTES, start)
        if written.text.startswith(value, begin):
            return Span(begin + position - 1, begin + position)
    return None


def _added(sheet: Sheet, document: Document, written: Written, diagnostic: Diagnostic) -> tuple[Span, str] | None:
    """A key with room for its value, before the first key of the mapping that lacks it."""
    where, key = diagnostic.location, str(diagnostic.params["key"])
    steps = _mapping(document, diagnostic)
    if steps is None:
        return None
    form = None if sheet.kind == PROFILE else form_of(sheet.kind).at((*steps, key))
    texts = form is not None and form.keys().keys() >= set(LANGUAGES)
    value = "{" + ", ".join(f'{language}: ""' for language in LANGUAGES[::-1]) + "}" if texts else ""
    first = _first(document, steps)
    mark = None if first is None else document.location((*steps, first), key=True)
    if mark is None:
        return None
    start = written.offset(mark.line, mark.column)
    before = written.text[written.offset(mark.line, 1) : start]
    flow = "{" in before
    end = ", " if flow else "\n" + " " * len(before)
    return Span(start, start), f"{key}: {value}{end}" if where.line else ""


def _mapping(document: Document, diagnostic: Diagnostic) -> Steps | None:
    """The steps to the mapping that lacks a key: the outermost one that begins where the diagnostic points."""
    where = diagnostic.location
    for at in document.marks:
        steps = steps_of(document, at)
        place = document.location(steps) if steps else document.location()
        if (place.line, place.column) == (where.line, where.column) and _first(document, steps):
            return steps
    return None


def _first(document: Document, steps: Steps) -> str | None:
    """The first key of the mapping at some steps; None if it is none."""
    return next((key for key, _ in whole(document).down(*steps).entries()), None)
