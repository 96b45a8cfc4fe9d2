"""A book as it would be if one file were another: checked before anything is written."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ronde.check.whole import check_whole_book
from ronde.model.finding import Finding, Refused, Severity


def new_findings(folder: Path, file: str, content: bytes) -> tuple[Finding, ...]:
    """What would be found in a book with another content of a file, and is not found in it now.

    If the book is such that its rules cannot be looked at now, only what would be found in that file: the rest is
    there already, unseen."""
    now = check_whole_book(folder)
    before = {_told(each) for each in now.findings}
    with tempfile.TemporaryDirectory() as room:
        copy = Path(room) / "book"
        shutil.copytree(folder, copy, symlinks=True)
        (copy / file).write_bytes(content)
        after = check_whole_book(copy).findings
    new = [each for each in sorted(after, key=lambda each: each.order) if _told(each) not in before]
    return tuple(each for each in new if now.rules_checked or each.place.file == file)


def proved(folder: Path, file: str, content: bytes) -> tuple[Finding, ...]:
    """What is worth saying of a book with another content of a file. Errors: Refused with the errors it would have."""
    found = new_findings(folder, file, content)
    errors = tuple(each for each in found if each.severity is Severity.ERROR)
    if errors:
        raise Refused(errors)
    return found


def _told(finding: Finding) -> tuple[object, ...]:
    """What a finding says, wherever its line has moved."""
    return finding.code, finding.place.file, str(finding.about)
