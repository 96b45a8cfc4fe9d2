"""The files of a book and around it as they stand: on the disk, or as an editor has them open and not saved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ronde.cases.cases import FOLDER, SUFFIXES
from ronde.check.alone import parse_bounded
from ronde.messages.diagnostics import ValidationError
from ronde.model.document import Document
from ronde.model.limits import LARGEST_FILE
from ronde.read import cache
from ronde.read.files import BOOK, BookFiles, kind_of, list_files, passed_over

CASES = "cases"
PROFILE = "profile"
FOREIGN = "node_modules"
"""What packages of other languages are kept in: nothing of a book stands there."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: where it is, how diagnostics name it, and of which kind it is (the name of its schema)."""

    path: Path
    name: str
    kind: str


@dataclass(slots=True)
class Shelf:
    """The files of the book in a folder, and those around it, below some `roots`, that may be about it.

    `texts` are those of the files that are open. What was read is kept as long as it is the same; of a file that cannot
    be read now, what it said when it last could.
    """

    folder: Path
    roots: Sequence[Path] = ()
    texts: dict[Path, str] = field(default_factory=dict)
    _read: dict[Path, tuple[object, Document | None]] = field(default_factory=dict)

    def sheet(self, path: Path) -> Sheet:
        """What a file is to the book: one of its own, of cases, or what may be a profile."""
        if path.is_relative_to(self.folder):
            name = path.relative_to(self.folder).as_posix()
            kind = kind_of(name)
            if kind is not None:
                return Sheet(path, name, kind.value)
        return Sheet(path, str(path), CASES if FOLDER in path.parts[:-1] else PROFILE)

    def text(self, path: Path) -> str | None:
        """What stands in a file; None if it cannot be read as text."""
        if path in self.texts:
            return self.texts[path]
        try:
            if path.stat().st_size > LARGEST_FILE:
                return None
            return path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None

    def document(self, path: Path) -> Document | None:
        """What a file says, now or when it could last be read."""
        state = self._state(path)
        known = self._read.get(path)
        if known is not None and known[0] == state:
            return known[1]
        document = self._parsed(path) if state is not None else None
        kept = document if document is not None or state is None or known is None else known[1]
        self._read[path] = state, kept
        return kept

    def keep(self, path: Path, text: str, document: Document) -> None:
        """Note what the text of an open file says."""
        self._read[path] = text, document

    def own(self) -> list[Sheet]:
        """The files of the book, in order."""
        try:
            names = list(list_files(self.folder).kinds)
        except ValidationError:
            names = []
        opened = [each for each in tuple(self.texts) if each.is_relative_to(self.folder)]
        paths = dict.fromkeys([*(self.folder / name for name in names), *opened])
        return [sheet for sheet in map(self.sheet, paths) if sheet.kind not in (CASES, PROFILE)]

    def around(self) -> list[Sheet]:
        """The files of cases, and those that may be profiles, in the book's folder and below the roots. What stands in
        another book is about that one."""
        found: dict[Path, None] = {}
        for root in dict.fromkeys([self.folder, *self.roots]):
            found |= dict.fromkeys(self._below(root))
        sheets = [self.sheet(path) for path in [*found, *(each for each in tuple(self.texts) if each not in found)]]
        return [sheet for sheet in sheets if sheet.kind in (CASES, PROFILE)]

    def unsaved(self) -> bool:
        """Whether an open file holds something else than the disk."""
        for path, text in tuple(self.texts.items()):
            try:
                if path.read_bytes() != encoded(text):
                    return True
            except OSError:
                return True
        return False

    def files(self) -> BookFiles:
        """The files of the book for who checks it. Errors: ValidationError if the folder is none of a book."""
        opened = {
            each.relative_to(self.folder).as_posix(): encoded(text)
            for each, text in tuple(self.texts.items())
            if each.is_relative_to(self.folder)
        }
        return list_files(self.folder).holding(
            {name: content for name, content in opened.items() if kind_of(name) is not None}
        )

    def _below(self, root: Path) -> Iterator[Path]:
        for folder, folders, names in os.walk(root):
            here = Path(folder)
            if here != self.folder and BOOK in names:
                folders.clear()
                continue
            folders[:] = sorted(each for each in folders if not passed_over(each) and each != FOREIGN)
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES) and not passed_over(name):
                    yield here / name

    def _state(self, path: Path) -> object:
        """What tells whether a file is as it was read: its text, if it is open; None if it is not there."""
        if path in self.texts:
            return self.texts[path]
        try:
            about = path.stat()
        except OSError:
            return None
        return about.st_mtime_ns, about.st_size

    def _parsed(self, path: Path) -> Document | None:
        text = self.text(path)
        if text is None:
            return None
        name = self.sheet(path).name
        try:
            return parse_bounded(name, encoded(text)) if path in self.texts else cache.document(name, encoded(text))
        except ValidationError:
            return None


def encoded(text: str) -> bytes:
    """The bytes of a text; half of a character, which is none in UTF-8, stays wrong."""
    return text.encode(errors="surrogatepass")


def book_above(path: Path) -> Path | None:
    """The folder of the book that a file stands in; None if it stands in none."""
    return next((folder for folder in path.parents if os.path.lexists(folder / BOOK)), None)


def book_below(root: Path) -> Path | None:
    """The book of a folder: itself, or the first one below it, not far down."""
    for pattern in (BOOK, f"*/{BOOK}", f"*/*/{BOOK}"):
        found = next((each for each in sorted(root.glob(pattern)) if not _hidden(each, root)), None)
        if found is not None:
            return found.parent
    return None


def _hidden(path: Path, root: Path) -> bool:
    return any(passed_over(part) or part == FOREIGN for part in path.relative_to(root).parts)
