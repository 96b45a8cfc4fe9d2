"""What is wrong with the edits of a book since a commit, besides what is wrong with the book as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ronde.change.git import check_revision, git, raw
from ronde.lint import registry
from ronde.lint.allowed import at_levels, levels
from ronde.lint.context import Context, Edit
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.document import Document
from ronde.read import cache
from ronde.read.book import book_document
from ronde.read.files import FileKind, kind_of, list_files


def found_since(folder: Path, revision: str, option: str, day: int) -> list[Diagnostic]:
    """What checks find in the edits of the versions of a book since a commit, on a day.

    `option` is that which names the commit. Errors: ValidationError if git cannot be had, or the commit is not there.
    """
    check_revision(folder, revision, option)
    edits = tuple(_edits(folder, revision, option))
    return at_levels(registry.found(Context(edits=edits, day=day)), levels(book_document(list_files(folder))))


def _edits(folder: Path, revision: str, option: str) -> Iterator[Edit]:
    """Every version that was there in a commit and is another now. What cannot be read is told elsewhere."""
    words = ("diff", "--name-status", "--find-renames", "-z", "--relative", revision, "--", ".")
    told = iter(git(folder, revision, option, *words).split("\0"))
    for status in told:
        if not status:
            return
        was = next(told)
        now = next(told) if status[0] in "RC" else was
        if status[0] in "DMRT" and kind_of(was) is FileKind.RULES:
            before = _document(was, raw(folder, revision, option, "show", f"{revision}:./{was}"))
            after = _document(now, (folder / now).read_bytes()) if status[0] != "D" else None
            if before is not None and (after is not None or status[0] == "D"):
                yield Edit(before, after)


def _document(file: str, content: bytes) -> Document | None:
    try:
        return cache.document(file, content)
    except ValidationError:
        return None
