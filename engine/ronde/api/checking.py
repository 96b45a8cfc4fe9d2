"""What is wrong in the files of books and of cases: all of it, of some paths, or of what a commit changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ronde.api.from_here import book_folder, from_here, openable
from ronde.check.whole import check_whole_book
from ronde.messages.diagnostics import Diagnostic, Severity, refuse
from ronde.messages.report import BookReport
from ronde.model.locations import SourceLocation
from ronde.read.files import BOOK, list_files


def checked(root: Path, folder: Path) -> list[Diagnostic]:
    """What is wrong in a book that can be opened as `folder`, in the order in which it is told."""
    diagnostics = sorted(check_whole_book(root).diagnostics, key=lambda each: each.order)
    return [openable(each, folder) for each in diagnostics]


class Checked:
    """What is wrong at some paths, in the order in which it is told, and how much was looked at."""

    def __init__(self, report: BookReport) -> None:
        self.report = report
        self.diagnostics: list[Diagnostic] = sorted(report.diagnostics, key=lambda each: each.order)

    def count(self, severity: Severity) -> int:
        """How many diagnostics have a severity."""
        return sum(each.severity is severity for each in self.diagnostics)

    def any_from(self, severity: Severity) -> bool:
        """Whether a diagnostic has this severity or a graver one."""
        return any_from(self.diagnostics, severity)

    def to_dict(self, lang: str) -> dict[str, Any]:
        """The diagnostics as plain data, as `ronde check --format json` prints them."""
        return {
            "findings": [each.to_dict(lang) for each in self.diagnostics],
            "following": self.report.following,
            "rules_checked": self.report.rules_checked,
        }


def any_from(diagnostics: Iterable[Diagnostic], severity: Severity) -> bool:
    """Whether a diagnostic has a severity or a graver one."""
    order = list(Severity)
    return any(order.index(each.severity) <= order.index(severity) for each in diagnostics)


def check_paths(
    paths: Iterable[str], rulesets: str | None = None, changed: str | None = None, cases: Iterable[str] = ()
) -> Checked:
    """What is wrong with books, files of books, and cases (default: a book, that of the package if none is named); of
    what differs from a revision of git, if one is given, and every error: a change may break what stands elsewhere. An
    edit of what was in force by then is one of them. If cases are named, they are run, and it is told what of the books
    they do not try.

    Errors: ValidationError for a path or a revision that is not there.
    """
    book = book_folder(rulesets)
    files = [file for path in cases for file in _cases_at(Path(path))]
    report = BookReport()
    for path in [Path(each) for each in paths] or [book]:
        found = _checked(path, book, files, changed)
        report = report.plus(found if changed is None else _touched(found, path, changed))
    return Checked(report)


def _checked(path: Path, book: Path, cases: Sequence[Path], changed: str | None) -> BookReport:
    """The report on a book, on one file of a book (the book is read whole), or on a file or folder of cases: those of
    the book in which they lie, else of the one that is named. Of a book also on its edits since a revision, if one is
    given."""
    if not path.exists() and not path.is_symlink():
        raise refuse("file-missing", SourceLocation(str(path)))
    root = next((folder for folder in (path, *path.resolve().parents) if os.path.lexists(folder / BOOK)), None)
    if root is None or _of_cases(path, root):
        return _checked_cases(path, root or book)
    report = check_whole_book(root, cases)
    if changed is not None and report.rules_checked:
        from ronde.api.arguments import day_or_today
        from ronde.check.since import found_since

        today, _ = day_or_today(None, "as_of")
        report = replace(report, diagnostics=(*report.diagnostics, *found_since(root, changed, "--changed", today)))
    if path.resolve() == root.resolve():
        return _openable(report, path)
    wanted = path.resolve().relative_to(root.resolve()).as_posix()
    kept = tuple(
        each
        for each in report.diagnostics
        if each.location.name == wanted or each.location.name.startswith(f"{wanted}/")
    )
    return _openable(replace(report, diagnostics=kept), from_here(root))


def _touched(report: BookReport, path: Path, revision: str) -> BookReport:
    """The report on the files that differ from a revision of git, and on every error."""
    from ronde.change.changed import changed_lines

    folder = path if path.is_dir() else path.parent
    names = {(folder / name).resolve() for name in changed_lines(folder, revision, "--changed")}
    kept = (
        each
        for each in report.diagnostics
        if each.severity is Severity.ERROR or Path(each.location.name).resolve() in names
    )
    return replace(report, diagnostics=tuple(kept))


def _openable(report: BookReport, folder: Path) -> BookReport:
    """The report on a book, each place as it can be opened from here."""
    return replace(report, diagnostics=tuple(openable(each, folder) for each in report.diagnostics))


def _of_cases(path: Path, root: Path) -> bool:
    """Whether a path within a book is one of cases: none that it names or holds is read as a file of the book."""
    within = path.resolve().relative_to(root.resolve()).as_posix()
    if within == ".":
        return False
    from ronde.cases.cases import FOLDER

    read = any(name == within or name.startswith(f"{within}/") for name in list_files(root).kinds)
    return not read and FOLDER in Path(within).parts


def _checked_cases(path: Path, book: Path) -> BookReport:
    from ronde.check.cases import check_cases

    files = _cases_at(path)
    return BookReport(tuple(check_cases(files, book)), len(files))


def _cases_at(path: Path) -> list[Path]:
    from ronde.cases.files import cases_at

    return cases_at(path)
