"""A version of a topic as somebody drafts it, apart from the book: its text, its tables as grids, its patch."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ronde.api import arguments
from ronde.api.book import Book
from ronde.api.editing import refused_in_force, version_begun
from ronde.api.errors import FactError, QuestionError, error, refusals_as, translated
from ronde.change.branch import check_repository, commit_to_branch
from ronde.editing.cells import with_cells, with_row, without_row
from ronde.editing.change import changed
from ronde.editing.gaps import gaps, with_stand_ins
from ronde.editing.grid import Cell, Grid, Row, grids
from ronde.editing.versions import day_of, version, versions
from ronde.editing.written import values
from ronde.evaluate.decision import day_text
from ronde.inputs.absent import topic_absence
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.limits import LARGEST_FILE
from ronde.model.locations import ArgumentLocation
from ronde.read.compose import BLOCKS

TOP = ("published", "checked", "confidence", "note/fr", "note/en")
"""What every version says of itself besides its first day, and is changed from one to the next."""

__all__ = ["Cell", "Draft", "Grid", "Row", "check_commits", "draft_committed", "draft_of", "draft_opened"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file of a book as it would be: its path from the book's folder, its text, what stands on the disk now (None if
    there is no such file yet)."""

    file: str
    text: str
    before: str | None = None

    @property
    def digest(self) -> str:
        """The digest of what stands on the disk; empty for nothing."""
        return "" if self.before is None else sha256(self.before.encode(errors="surrogateescape")).hexdigest()

    @property
    def patch(self) -> str:
        """The draft as a patch that `git apply --directory=FOLDER` takes, with the book's folder; empty if it says what
        the disk does."""
        old = [] if self.before is None else self.before.splitlines(keepends=True)
        name = "/dev/null" if self.before is None else f"a/{self.file}"
        lines = list(difflib.unified_diff(old, self.text.splitlines(keepends=True), name, f"b/{self.file}"))
        if not lines:
            return ""
        new = "new file mode 100644\n" if self.before is None else ""
        told = (each if each.endswith("\n") else f"{each}\n\\ No newline at end of file\n" for each in lines)
        return f"diff --git a/{self.file} b/{self.file}\n{new}" + "".join(told)

    def to_fill(self) -> list[int]:
        """The lines that are still to be filled in. Errors: QuestionError for a text that cannot be read."""
        with refusals_as(QuestionError):
            return [each.line for each in gaps(self.text, self.file)]

    def top(self) -> dict[str, str]:
        """What it says of itself in single values, by the keys that lead there, as far as these are asked of every
        version. Errors: QuestionError for a text that cannot be read."""
        with refusals_as(QuestionError):
            own = {"/".join(each.steps): each for each in values(self.text, self.file)}
            asked = (path for path in TOP if path in own and own[path].quotes not in BLOCKS)
            return {path: str(own[path].text) for path in asked if own[path].text is not None}

    def with_top(self, told: Mapping[str, str]) -> Draft:
        """The draft with other such values. Errors: QuestionError."""
        known, made = self.top(), self.text
        with refusals_as(QuestionError):
            for path, value in told.items():
                if path in known and known[path] != value:
                    made = changed(made, self.file, path, value)
        return self._with(made)

    def stood_in(self) -> Draft:
        """The draft as if what is to be filled in were: with its first day for dates, and a mark for words. It is
        itself if it cannot be read."""
        try:
            day = day_text(day_of(self.file))
            return self._with(with_stand_ins(self.text, self.file, day))
        except ValidationError:
            return self

    def against_disk(self) -> list[str]:
        """The lines that the draft takes away from and adds to what stands on the disk, as version control shows
        them."""
        old = (self.before or "").splitlines()
        return list(difflib.unified_diff(old, self.text.splitlines(), lineterm=""))[2:]

    def grids(self) -> list[Grid]:
        """Its tables, in order. Errors: QuestionError for a text that cannot be read."""
        with refusals_as(QuestionError):
            return grids(self.text, self.file)

    def with_cells(self, path: str, cells: Mapping[tuple[int, int], str]) -> Draft:
        """The draft with other cells of the table at a path, by row and column from 0; comments and layout stay.
        Errors: QuestionError."""
        with refusals_as(QuestionError):
            return self._with(with_cells(self.text, self.file, path, cells))

    def with_row(self, path: str, values: Sequence[str]) -> Draft:
        """The draft with one row more at the end of a table. Errors: QuestionError."""
        with refusals_as(QuestionError):
            return self._with(with_row(self.text, self.file, path, values))

    def without_row(self, path: str, row: int) -> Draft:
        """The draft with one row less, by its number from 0. Errors: QuestionError."""
        with refusals_as(QuestionError):
            return self._with(without_row(self.text, self.file, path, row))

    def _with(self, text: str) -> Draft:
        return Draft(self.file, text, self.before)


def draft_opened(book: Book, topic: str, day: str, lang: str) -> Draft:
    """The version of a topic from a day on: the one that is there, if it is still to come or to be filled in, else the
    next one begun, with gaps. Errors: FactError for a topic that the book has not, QuestionError."""
    file = _file(book, topic, day)
    root = book._opened.root
    if (root / file).is_file():
        with refusals_as(QuestionError):
            refused_in_force(root, file, topic, day)
        before = _on_disk(root / file)
        return Draft(file, before or "", before)
    with refusals_as(QuestionError):
        edit = version_begun(root, topic, day, lang)
    return Draft(file, edit.file.after.decode())


def draft_of(book: Book, topic: str, day: str, text: str) -> Draft:
    """A text as the version of a topic from a day on. Errors: FactError, QuestionError."""
    file = _file(book, topic, day)
    told = "\n".join(text.splitlines()) + "\n"
    if len(told.encode(errors="replace")) > LARGEST_FILE:
        raise translated(
            QuestionError, refuse("file-too-large", ArgumentLocation("text"), most=LARGEST_FILE / 1_000_000)
        )
    return Draft(file, told, _on_disk(book._opened.root / file))


def check_commits(book: Book) -> None:
    """Errors: QuestionError if drafts cannot be committed: the book is in no repository of git."""
    with refusals_as(QuestionError):
        check_repository(book._opened.root, "--repo")


def draft_committed(book: Book, draft: Draft, branch: str, message: str) -> str:
    """The name of the commit that holds a draft, on a new branch of the repository in which the book lies; no file and
    no other branch changes. Errors: QuestionError."""
    if not draft.patch:
        raise error(QuestionError, "branch-nothing", "text")
    with refusals_as(QuestionError):
        content = draft.text.encode(errors="surrogateescape")
        return commit_to_branch(book._opened.root, draft.file, content, branch, message)


def _file(book: Book, topic: str, day: str) -> str:
    """The file of a version, by its path from the book's folder: the one of the day that is there, or that would be.
    Errors: FactError, QuestionError."""
    number = arguments.day(day, "date")
    if topic not in book._opened.history.versions:
        raise translated(FactError, ValidationError((topic_absence(book._opened.history, topic, number),)))
    name = f"{topic}/{day_text(number)}.yaml"
    root = book._opened.root
    with refusals_as(QuestionError):
        own = versions(root, topic).values()
        return version(root, topic, day_text(number)) if name in own else name


def _on_disk(path: Path) -> str | None:
    """What stands in a file; None if there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    except OSError:
        return None
