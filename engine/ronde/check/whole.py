"""A whole book checked, or found as it was when nothing was wrong: then little is read, and nothing heavy imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ronde.check import kept
from ronde.messages.diagnostics import ValidationError
from ronde.messages.report import BookReport
from ronde.read.files import BookFiles, list_files


def check_whole_book(folder: Path, cases: Sequence[Path] = (), files: BookFiles | None = None) -> BookReport:
    """The report on everything in the folder of a book, whose `files` may be other than they are on the disk; what is
    wrong in one file does not hide what is in another. If files of cases are named, they are run, and what they do not
    try is told too."""
    try:
        files = files or list_files(folder)
    except ValidationError as refused:
        return BookReport(refused.diagnostics, rules_checked=False)
    kept_as = kept.of_book(files) if not cases else None
    found_right = kept.load_report(kept_as)
    if found_right is not None:
        return found_right
    from ronde.check.book import report_on

    report = report_on(folder, files, cases)
    kept.keep_report(kept_as, report)
    return report
