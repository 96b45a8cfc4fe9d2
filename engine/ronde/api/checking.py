"""What is wrong in the files of a book, as Python programs see it."""

from __future__ import annotations

from pathlib import Path

from ronde.api.errors import Diagnostic
from ronde.api.from_here import openable
from ronde.check.whole import check_whole_book


def checked(root: Path, folder: Path) -> list[Diagnostic]:
    """What is wrong in a book that can be opened as `folder`, in the order in which it is told."""
    findings = sorted(check_whole_book(root).findings, key=lambda each: each.order)
    return [Diagnostic(openable(each, folder)) for each in findings]
