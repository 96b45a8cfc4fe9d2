"""A book as an editor has it open: what is wrong with it, and what stands where somebody points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ronde.api.arguments import day_or_today
from ronde.desk import about, checks
from ronde.desk.moved import moved
from ronde.desk.names import Reader
from ronde.desk.pointed import Pointed, pointed
from ronde.desk.shelf import PROFILE, Sheet, Shelf, book_above, book_below
from ronde.desk.text import Span, Written, told_span
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.history import History
from ronde.read import cache
from ronde.read.book import read_book
from ronde.read.files import BookFiles, list_files

__all__ = ["Desk", "Hover", "Span", "Written", "book_above", "book_below", "moved", "told_span"]


@dataclass(frozen=True, slots=True)
class Hover:
    """What is told of some characters of a text, as Markdown."""

    span: Span
    text: str


class Desk:
    """The book in a folder, and what is around it below some `roots`, as they stand in an editor.

    Paths are absolute. Places in a file are characters of its text, from 0. What is asked is answered by the book as it
    was when it was last right; it is read again by `check_book` and by `read`.
    """

    def __init__(self, folder: Path, roots: Sequence[Path] = ()) -> None:
        self.folder = folder
        self._shelf = Shelf(folder, roots)
        self._reader = Reader(self._shelf)
        self._engine: Engine | None = None

    def prepare(self) -> None:
        """Read the book, and load what checks need, before anything is asked."""
        self.read()
        checks.prepare()

    def write(self, path: Path, text: str | None) -> None:
        """Note what stands in a file that is open; None if it is closed."""
        if text is None:
            self._shelf.texts.pop(path, None)
        else:
            self._shelf.texts[path] = text

    def text(self, path: Path) -> str | None:
        """What stands in a file; None if it cannot be read."""
        return self._shelf.text(path)

    def about_book(self, path: Path) -> bool:
        """Whether a file is one of the book, or of cases."""
        return self._shelf.sheet(path).kind != PROFILE

    def check(self, path: Path) -> list[Diagnostic]:
        """What is wrong with an open file by itself."""
        return checks.check_open(self._shelf, path, self._engine.history if self._engine else None)

    def check_book(self) -> Mapping[Path, list[Diagnostic]]:
        """What is wrong with the book as it stands, by file."""
        self.read()
        return checks.check_all(self._shelf)

    def read(self) -> None:
        """Read the book as it stands; if it cannot be read, it stays as it last could, or as it is on the disk."""
        history = self._history(self._shelf.files)
        if history is None and self._engine is None:
            history = self._history(lambda: list_files(self.folder))
        if history is not None and (self._engine is None or self._engine.history.digest != history.digest):
            self._engine = Engine(history, Reference())

    def _history(self, files: Callable[[], BookFiles]) -> History | None:
        try:
            with cache.passing():
                return read_book(self.folder, files())
        except ValidationError:
            return None

    def hover(self, path: Path, offset: int, lang: str) -> Hover | None:
        """What is told of what stands at a character of a file."""
        found = self._pointed(path, offset)
        if found is None:
            return None
        sheet, at = found
        told = ""
        if self._engine is None:
            self.read()
        engine = self._engine
        if at.mention is not None and engine is not None:
            day, _ = day_or_today(None, "as_of")
            version = about.version_of(engine, sheet)
            day = version.effective if version is not None else day
            told = about.name_told(self._reader.own(), engine, at.mention, sheet, day, lang)
        told = told or about.key_told(sheet, at.steps, lang)
        return Hover(at.span, told) if told else None

    def _pointed(self, path: Path, offset: int) -> tuple[Sheet, Pointed] | None:
        sheet, text = self._shelf.sheet(path), self._shelf.text(path)
        found = self._reader.of(sheet)
        if found is None or text is None:
            return None
        document, every = found
        at = pointed(sheet, document, every, Written(text), offset)
        return None if at is None else (sheet, at)
