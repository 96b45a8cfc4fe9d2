"""Cases checked against their book: what they name that no version defines, and what of the book they do not try."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ronde.cases.cases import cases_in, read_every
from ronde.cases.coverage.measure import measure
from ronde.cases.coverage.tried import tried_by
from ronde.lint import registry
from ronde.lint.context import Context, Tried
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.case import Case
from ronde.model.document import Document
from ronde.model.history import History
from ronde.read.book import read_book


def check_cases(files: Sequence[Path], book: Path) -> list[Diagnostic]:
    """What is wrong with files of cases of a book. What is wrong with the book itself is not told."""
    try:
        history = read_book(book)
    except ValidationError:
        return read_every(files)[1]
    return _checked(files, history)


def cases_and_tried(files: Sequence[Path], book: Path, history: History) -> tuple[list[Diagnostic], Tried | None]:
    """What is wrong with files of cases of a book, and what they try of it; None if they or the book cannot be used."""
    found = _checked(files, history)
    try:
        return found, tried_by(measure(files, book))
    except ValidationError:
        return found, None


def check_cases_in(path: Path, document: Document, history: History | None) -> list[Diagnostic]:
    """What is wrong with a file of cases that was read; beside its book, if that is known."""
    try:
        cases = cases_in(path, document).cases
    except ValidationError as refused:
        return list(refused.diagnostics)
    return _of_names(cases, history) if history is not None else []


def _checked(files: Sequence[Path], history: History) -> list[Diagnostic]:
    cases, diagnostics = read_every(files)
    return [*diagnostics, *_of_names(cases, history)]


def _of_names(cases: Sequence[Case], history: History) -> list[Diagnostic]:
    """What checks find in cases beside their book, whose own versions are not looked at."""
    return registry.found(Context(cases=cases, history=history, topics=frozenset()))
