"""A book as it would be if one file were another: checked before anything is written."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ronde.check.whole import check_whole_book
from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError


def new_diagnostics(folder: Path, file: str, content: bytes) -> tuple[Diagnostic, ...]:
    """What would be found in a book with another content of a file, and is not found in it now.

    If the book is such that its rules cannot be looked at now, only what would be found in that file: the rest is
    there already, unseen."""
    now = check_whole_book(folder)
    before = {_told(each) for each in now.diagnostics}
    with tempfile.TemporaryDirectory() as room:
        copy = Path(room) / "book"
        shutil.copytree(folder, copy, symlinks=True)
        (copy / file).write_bytes(content)
        after = check_whole_book(copy).diagnostics
    new = [each for each in sorted(after, key=lambda each: each.order) if _told(each) not in before]
    return tuple(each for each in new if now.rules_checked or each.location.name == file)


def proved(folder: Path, file: str, content: bytes) -> tuple[Diagnostic, ...]:
    """What is worth saying of a book with another content of a file. Errors: ValidationError with the errors it would
    have."""
    found = new_diagnostics(folder, file, content)
    errors = tuple(each for each in found if each.severity is Severity.ERROR)
    if errors:
        raise ValidationError(errors)
    return found


def _told(diagnostic: Diagnostic) -> tuple[object, ...]:
    """What a diagnostic says, wherever its line has moved."""
    return diagnostic.code, diagnostic.location.name, str(diagnostic.params)
