"""The files of a book: what its folder holds, what kind each file is, and what nothing reads.

Only plain files are ever opened: a pipe or a device is told, not waited for. A link is followed if it leads to
something inside the book, which is then whole wherever it is copied; any other link is told. Hidden files and folders,
and the copies that editors leave, are passed over.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path

from ronde.messages.diagnostics import Diagnostic, ValidationError, refuse
from ronde.model.limits import LARGEST_FILE
from ronde.model.locations import Location, SourceLocation
from ronde.read.structure import bounded

BOOK = "book.yaml"
ROUNDS = "rounds"
"""The folder of a book that holds its rounds, the pools as published and the names of the feed."""

POPULATIONS = "populations"
"""The folder of a book that holds assumptions for synthetic candidates."""

FILE_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.([0-9]+))?")
"""The name of a version, without its ending: its day, and the number of a correction."""

UNNAMED = ("LICENSE*", "LICENCE*", "README*", "NOTICE*")
"""Files that belong beside anything and need not be named as extra."""

LEFT_OUT = ("*~", "#*#")
"""What editors leave beside a file that is open."""

DATED = re.compile(r"([0-9]{4})(?:[-_.]([0-9]{1,2})[-_.]([0-9]{1,2})(?:\.([0-9]+)(?=\.))?)?")
"""The day or year that a wrongly named file was probably meant for."""


class FileKind(StrEnum):
    """What a file of a book holds; the value is the name of its schema."""

    BOOK = "book"
    RULES = "ruleset"
    ROUNDS = "rounds"
    POOL = "pool"
    FEED = "round_types"
    POPULATION = "population"


KINDS = (
    (FileKind.BOOK, re.compile(re.escape(BOOK))),
    (FileKind.ROUNDS, re.compile(rf"{ROUNDS}/[0-9]{{4}}\.yaml")),
    (FileKind.POOL, re.compile(rf"{ROUNDS}/pool/[0-9]{{4}}\.yaml")),
    (FileKind.FEED, re.compile(rf"{ROUNDS}/feed/types\.yaml")),
    (FileKind.POPULATION, re.compile(rf"{POPULATIONS}/[^/]+\.yaml")),
    (FileKind.RULES, re.compile(rf"(?!{ROUNDS}/|{POPULATIONS}/).+/{FILE_NAME.pattern}\.yaml")),
)


@dataclass(frozen=True, slots=True)
class BookFiles:
    """What the folder of a book holds: the files that are read, by path from the folder, in order, with their kind; the
    other paths; and what cannot be read at all, by path. A file is read once, when it is first asked for."""

    folder: Path
    kinds: Mapping[str, FileKind]
    others: tuple[str, ...]
    unreadable: Mapping[str, Diagnostic]
    _read: dict[str, bytes | ValidationError] = field(default_factory=dict, repr=False, compare=False)

    def holding(self, contents: Mapping[str, bytes]) -> BookFiles:
        """The same folder, in which some files (by path from it) hold something else, or are there besides."""
        kinds = {**self.kinds, **{path: kind for path in contents if (kind := kind_of(path)) is not None}}
        read: dict[str, bytes | ValidationError] = {
            path: _bounded(content, SourceLocation(path)) for path, content in contents.items()
        }
        return BookFiles(self.folder, {path: kinds[path] for path in sorted(kinds)}, self.others, self.unreadable, read)

    def of(self, *kinds: FileKind) -> list[str]:
        """The paths of the files of some kinds."""
        return [path for path, kind in self.kinds.items() if kind in kinds]

    def read(self, paths: Iterable[str]) -> tuple[list[tuple[str, bytes]], list[Diagnostic]]:
        """The content of some files, by path, and what is told of those that cannot be read."""
        contents: list[tuple[str, bytes]] = []
        diagnostics: list[Diagnostic] = []
        for path in paths:
            found = self._read.get(path)
            if found is None:
                found = self._read[path] = _content(self.folder / path, SourceLocation(path))
            if isinstance(found, ValidationError):
                diagnostics.extend(found.diagnostics)
            else:
                contents.append((path, found))
        return contents, diagnostics

    def diagnostics(self, extra: Iterable[str]) -> list[Diagnostic]:
        """What is told of everything that is neither read nor named as extra."""
        patterns = tuple(extra)
        found = [told for path, told in self.unreadable.items() if not _named(path, patterns)]
        for path in self.others:
            unnamed = any(fnmatchcase(path.rpartition("/")[2], pattern) for pattern in UNNAMED)
            if not unnamed and not _named(path, patterns):
                found.append(self._unread(path))
        return found

    def names_something(self, pattern: str) -> bool:
        """Whether a pattern of `extra` names anything that is not read anyway."""
        return any(_named(path, (pattern,)) for path in (*self.others, *self.unreadable))

    def _unread(self, path: str) -> Diagnostic:
        code = "file-name" if path.endswith(".yaml") and _of_a_topic(path) else "file-not-read"
        return Diagnostic(code, SourceLocation(_shown(path)), {"file": _shown(path), "close": self._meant(path)})

    def _meant(self, path: str) -> str:
        """The path that a file was probably meant to have, if nothing else has it."""
        folder, slash, name = path.rpartition("/")
        stems = [name.split(".")[0].lower()]
        if found := DATED.match(name):
            day = "-".join(f"{int(part):02}" for part in found.groups()[:3] if part)
            stems.insert(0, f"{day}.{found[4]}" if found[4] else day)
        for stem in stems:
            meant = f"{folder}{slash}{stem}.yaml"
            if kind_of(meant) is not None and meant not in self.kinds:
                return _shown(meant)
        return ""


def list_files(folder: Path) -> BookFiles:
    """What the folder of a book holds. Errors: ValidationError where it is no folder, or has no book.yaml."""
    if not folder.is_dir():
        raise refuse("folder-missing", SourceLocation(str(folder)))
    if not os.path.lexists(folder / BOOK):
        raise refuse("book-missing", SourceLocation(str(folder / BOOK)))
    walk = _Walk(folder)
    walk.folder(folder, "", (walk.root,))
    return BookFiles(
        folder,
        {path: walk.kinds[path] for path in sorted(walk.kinds)},
        tuple(sorted(walk.others)),
        {path: walk.unreadable[path] for path in sorted(walk.unreadable)},
    )


class _Walk:
    """A walk through the folder of a book."""

    def __init__(self, folder: Path) -> None:
        self.root = os.path.realpath(folder)
        self.kinds: dict[str, FileKind] = {}
        self.others: list[str] = []
        self.unreadable: dict[str, Diagnostic] = {}

    def folder(self, folder: Path, within: str, above: tuple[str, ...]) -> None:
        """Take in a folder; `within` is its path from the book, ending in a slash; `above` are the real folders that it
        stands in, and its own."""
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            self._tell(within.rstrip("/") or ".", "folder-unreadable")
            return
        for entry in found:
            if not passed_over(entry.name):
                self._entry(entry, within + entry.name, above)

    def _entry(self, entry: os.DirEntry[str], path: str, above: tuple[str, ...]) -> None:
        real = os.path.realpath(entry.path) if entry.is_symlink() else ""
        try:
            mode = entry.stat().st_mode
        except OSError:
            self._tell(path, "link-broken" if real else "file-unreadable")
            return
        if real and os.path.commonpath((real, self.root)) != self.root:
            self._tell(path, "link-outside", target=_shown(real))
        elif stat.S_ISDIR(mode):
            self._folder(entry, path, above, real)
        elif not stat.S_ISREG(mode):
            self._tell(path, "file-special")
        elif (kind := kind_of(path)) is not None:
            self.kinds[path] = kind
        else:
            self.others.append(path)

    def _folder(self, entry: os.DirEntry[str], path: str, above: tuple[str, ...], real: str) -> None:
        here = real or os.path.join(above[-1], entry.name)
        if here in above:
            self._tell(path, "link-loop", target=_shown(real))
        elif kind_of(path) is not None:
            self._tell(path, "file-special")
        else:
            self.folder(Path(entry.path), f"{path}/", (*above, here))

    def _tell(self, path: str, code: str, **about: object) -> None:
        self.unreadable[path] = Diagnostic(code, SourceLocation(_shown(path)), {"file": _shown(path), **about})


def kind_of(path: str) -> FileKind | None:
    """The kind of the file at a path from the book's folder, by its name; None for what is not read."""
    if _shown(path) != path:
        return None
    return next((kind for kind, pattern in KINDS if pattern.fullmatch(path)), None)


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or left by an editor."""
    return name.startswith(".") or any(fnmatchcase(name, pattern) for pattern in LEFT_OUT)


def _content(path: Path, location: Location) -> bytes | ValidationError:
    """The content of a plain file, or why it is refused: it may have become something else since it was listed."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return refuse("file-special", location, file=location.name)
            return bounded(file, location, LARGEST_FILE)
    except OSError:
        return refuse("file-unreadable", location)
    except ValidationError as refused:
        return refused


def _bounded(content: bytes, location: Location) -> bytes | ValidationError:
    """A content that is at hand, or why it is refused."""
    try:
        return bounded(BytesIO(content), location, LARGEST_FILE)
    except ValidationError as refused:
        return refused


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def _of_a_topic(path: str) -> bool:
    return "/" in path and path.split("/")[0] not in (ROUNDS, POPULATIONS)


def _named(path: str, patterns: Iterable[str]) -> bool:
    """Whether a pattern names a path, or a folder that it stands in."""
    folders = path.split("/")
    above = ["/".join(folders[:length]) for length in range(1, len(folders) + 1)]
    return any(fnmatchcase(each, pattern.rstrip("/")) for pattern in patterns for each in above)


def _shown(path: str) -> str:
    """A path as it can be told: bytes that are no text are escaped."""
    return os.fsencode(path).decode(errors="backslashreplace")
