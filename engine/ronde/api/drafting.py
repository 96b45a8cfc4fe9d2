"""A version of a topic as somebody drafts it, apart from the book: what is wrong with it, what it would change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ronde.api import arguments
from ronde.api.book import Book
from ronde.api.difference import compared
from ronde.api.editing import version_begun
from ronde.api.errors import FactError, QuestionError, RondeError, refusals_as, translated
from ronde.check.whole import check_whole_book
from ronde.evaluate.decision import day_text
from ronde.explain.page import Line, Rows
from ronde.inputs.absent import topic_absence
from ronde.messages.diagnostics import Diagnostic, ValidationError, refuse
from ronde.model.limits import LARGEST_FILE
from ronde.model.locations import ArgumentLocation


@dataclass(frozen=True, slots=True)
class Draft:
    """A file of a book that is not there yet: its path from the book's folder, its text, the lines still to be filled
    in."""

    file: str
    text: str
    to_fill: tuple[int, ...] = ()

    @property
    def patch(self) -> str:
        """The draft as a patch that `git apply --directory=FOLDER` takes, with the book's folder."""
        lines = self.text.splitlines()
        head = f"diff --git a/{self.file} b/{self.file}\nnew file mode 100644\n--- /dev/null\n+++ b/{self.file}\n"
        return f"{head}@@ -0,0 +1,{len(lines)} @@\n" + "".join(f"+{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Tried:
    """What is wrong with the book if it had the draft, and was not wrong before; and what would differ, as the parts of
    a page (none if that cannot be told)."""

    diagnostics: tuple[Diagnostic, ...]
    sections: tuple[tuple[str, list[Line] | Rows], ...]


def draft_begun(book: Book, topic: str, day: str, lang: str) -> Draft:
    """The next version of a topic from a day on, with gaps. Errors: FactError for a topic that the book has not,
    QuestionError."""
    file = _file(book, topic, day)
    with refusals_as(QuestionError):
        edit = version_begun(book._opened.root, topic, day, lang)
    return Draft(file, edit.file.after.decode(), edit.to_fill)


def draft_tried(book: Book, topic: str, day: str, text: str, lang: str) -> tuple[Draft, Tried]:
    """A draft, and what would be wrong and what would differ. Errors: FactError, QuestionError."""
    draft = Draft(_file(book, topic, day), "\n".join(text.splitlines()) + "\n")
    if len(draft.text.encode(errors="replace")) > LARGEST_FILE:
        raise translated(
            QuestionError, refuse("file-too-large", ArgumentLocation("text"), most=LARGEST_FILE / 1_000_000)
        )
    root = book._opened.root
    with _copied(root, draft) as folder:
        known = {(each.code, str(each.location)) for each in check_whole_book(root).diagnostics}
        found = sorted(check_whole_book(folder).diagnostics, key=lambda each: each.order)
        try:
            sections = tuple(compared(folder, str(root), None).in_full().sections(lang))
        except RondeError:
            sections = ()
    wrong = tuple(each for each in found if (each.code, str(each.location)) not in known)
    return draft, Tried(wrong, sections)


def _file(book: Book, topic: str, day: str) -> str:
    """The file of a version, by its path from the book's folder. Errors: FactError, QuestionError."""
    number = arguments.day(day, "date")
    if topic not in book._opened.history.versions:
        raise translated(FactError, ValidationError((topic_absence(book._opened.history, topic, number),)))
    return f"{topic}/{day_text(number)}.yaml"


@contextmanager
def _copied(root: Path, draft: Draft) -> Iterator[Path]:
    """A copy of a book that has the draft too; it goes afterwards."""
    with TemporaryDirectory(prefix="ronde-") as name:
        folder = Path(name) / "book"
        shutil.copytree(root, folder)
        (folder / draft.file).write_text(draft.text, encoding="utf-8", errors="replace", newline="\n")
        yield folder
