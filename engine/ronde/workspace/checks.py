"""What is wrong with a file while it is typed, and with the whole book once the typing stops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from pathlib import Path

from ronde.check.alone import check_alone, parse_bounded
from ronde.check.cases import check_cases_in
from ronde.check.whole import check_whole_book
from ronde.lint import registry
from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError
from ronde.model.history import History
from ronde.read import cache
from ronde.read.book import read_book
from ronde.read.files import BOOK, FileKind
from ronde.workspace.drafts import Drafts
from ronde.workspace.shelf import CASES, PROFILE, Shelf, encoded


def prepare() -> None:
    """Load every check: the first file that is checked need not wait for it."""
    registry.checks()


def check_open(shelf: Shelf, path: Path, drafts: Drafts | None) -> list[Diagnostic]:
    """What is wrong with an open file by itself; of a version also with its names and types among the rules of its
    first day, of cases what they name that the book has not, if it is known. Of what may be a profile only whether it
    can be read."""
    text, sheet = shelf.texts[path], shelf.sheet(path)
    with cache.passing():
        if sheet.kind not in (CASES, PROFILE):
            found = check_alone(sheet.name, encoded(text), FileKind(sheet.kind), shelf.document(shelf.folder / BOOK))
            if found.document is not None:
                shelf.keep(path, text, found.document)
                if drafts is not None and sheet.kind == FileKind.RULES and _sound(found.diagnostics):
                    return [*found.diagnostics, *drafts.diagnostics(found.document)]
            return list(found.diagnostics)
        try:
            document = parse_bounded(sheet.name, encoded(text))
        except ValidationError as refused:
            return list(refused.diagnostics)
        shelf.keep(path, text, document)
        history = None if drafts is None else drafts.history
        return check_cases_in(path, document, history) if sheet.kind == CASES else []


def _sound(found: Iterable[Diagnostic]) -> bool:
    return not any(each.severity is Severity.ERROR for each in found)


def check_all(shelf: Shelf) -> tuple[Mapping[Path, list[Diagnostic]], History | None]:
    """What is wrong with the book as it stands, by file; and the book itself, if there is no error in it: both are of
    one moment, whatever is typed meanwhile."""
    unsaved = shelf.unsaved()
    try:
        files = shelf.files()
    except ValidationError as refused:
        return {shelf.folder / BOOK: list(refused.diagnostics)}, None
    with cache.passing() if unsaved else nullcontext():
        report = check_whole_book(shelf.folder, files=files)
        history = read_book(shelf.folder, files) if _sound(report.diagnostics) else None
    found: dict[Path, list[Diagnostic]] = {}
    for diagnostic in sorted(report.diagnostics, key=lambda each: each.order):
        found.setdefault(shelf.folder / diagnostic.location.name, []).append(diagnostic)
    return found, history
