"""A cache of parsed files, keyed by their content, so that unchanged rules need no YAML to be read again.

It holds plain trees and positions as JSON in the user's cache folder (or RONDE_CACHE; empty turns it off). What it
returns is what reading would return: the key is the SHA-256 of the content and of this package's version, and each
entry is sealed under its key, so that what is damaged is read anew. A folder that is not the user's own, or in which
others may write, is not used: whoever writes there could seal as well.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import orjson

from ronde import __version__
from ronde.disk.seal import opened, seal
from ronde.disk.whole import remove_left, write_whole
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.document import Document
from ronde.read.structure import parse, written_digest

FORMAT = "5"
MOST_BYTES = 256_000_000
LONGEST_UNUSED = 60 * 86_400
"""Seconds after which an entry that nobody has used is removed."""

ONCE_A_DAY = 86_400
"""Seconds between two looks for what may be removed, and between two notes that an entry is used."""

PRUNED = "pruned"
"""The file whose age is that of the last look."""


def folder() -> Path | None:
    """Where the cache lives, or None where it is turned off."""
    wanted = os.environ.get("RONDE_CACHE")
    if wanted is not None:
        return Path(wanted) if wanted else None
    from platformdirs import user_cache_path

    return user_cache_path("ronde", appauthor=False)


def refused_folder() -> Path | None:
    """The folder of the cache if it is there and is not used: it is somebody else's, or others may write in it."""
    where = folder()
    if where is None:
        return None
    try:
        about = where.stat()
    except OSError:
        return None
    ours = about.st_uid == os.geteuid() and not about.st_mode & 0o022
    return where if stat.S_ISDIR(about.st_mode) and not ours else None


def _usable() -> Path | None:
    return folder() if refused_folder() is None else None


def digest(contents: Sequence[tuple[str, bytes]]) -> str:
    """One digest of several files: their names and contents, in order, and of what reads them."""
    hasher = hashlib.sha256(f"{FORMAT} {__version__}".encode())
    for name, content in contents:
        hasher.update(f"\0{name}\0{len(content)}\0".encode())
        hasher.update(content)
    return hasher.hexdigest()


def load(key: str) -> object | None:
    """What was kept under this key, or None; also if it is no longer as it was kept."""
    where = _usable()
    if where is None:
        return None
    path = where / f"{key}.json"
    try:
        content = opened(path.read_bytes(), key)
        if content is None:
            return None
        with suppress(OSError):
            os.utime(path)
        kept: object = orjson.loads(content)
    except (OSError, orjson.JSONDecodeError):
        return None
    return kept


_PASSING: ContextVar[bool] = ContextVar("passing", default=False)


@contextmanager
def passing() -> Iterator[None]:
    """Keep nothing of what is read within: it is being typed, and will be something else in a moment."""
    before = _PASSING.set(True)
    try:
        yield
    finally:
        _PASSING.reset(before)


def keep(key: str, value: object) -> None:
    """Keep a value under this key. Where that is not possible nothing happens: the cache is only a shortcut."""
    where = None if _PASSING.get() else _usable()
    if where is None:
        return
    with suppress(OSError, orjson.JSONEncodeError):
        content = orjson.dumps(value)
        where.mkdir(0o700, parents=True, exist_ok=True)
        write_whole(where / f"{key}.json", seal(content, key) + content, lasting=False, mode=0o600)
        _prune(where, (where / f"{key}.json").stat().st_mtime)


def _prune(where: Path, now: float) -> None:
    """Once a day, remove what was not used for long, and the least recently used of what is too much.

    `now` is when the file system says that something was just kept, in seconds: no rule may ask what time it is."""
    mark = where / PRUNED
    with suppress(FileNotFoundError):
        if now - mark.stat().st_mtime < ONCE_A_DAY:
            return
    write_whole(mark, b"", lasting=False, mode=0o600)
    remove_left(where)
    kept = 0
    entries = [
        (each.stat(follow_symlinks=False), each.path) for each in os.scandir(where) if each.name.endswith(".json")
    ]
    for about, path in sorted(entries, key=lambda entry: -entry[0].st_mtime):
        kept += about.st_size
        if kept > MOST_BYTES or now - about.st_mtime > LONGEST_UNUSED:
            os.unlink(path)


def documents(contents: Sequence[tuple[str, bytes]]) -> tuple[list[Document], list[Diagnostic]]:
    """The documents of these files, from the cache where nothing changed, and what is wrong with the others."""
    book = digest(contents)
    kept = load(book)
    if isinstance(kept, list) and len(kept) == len(contents) and all(map(_is_document, kept)):
        return [_document(name, content, each) for (name, content), each in zip(contents, kept, strict=True)], []
    found: list[Document] = []
    diagnostics: list[Diagnostic] = []
    for name, content in contents:
        try:
            found.append(document(name, content))
        except ValidationError as refused:
            diagnostics.extend(refused.diagnostics)
    if not diagnostics:
        keep(book, [_kept(each) for each in found])
    return found, diagnostics


def document(name: str, content: bytes) -> Document:
    """The document of one file, from the cache where its content is known. Errors: ValidationError."""
    key = digest([("", content)])
    kept = load(key)
    if _is_document(kept):
        return _document(name, content, kept)
    parsed = parse(content, name)
    keep(key, _kept(parsed))
    return parsed


def _document(name: str, content: bytes, kept: Any) -> Document:
    """The document of a file as it was kept."""
    tree, marks, digest = kept
    return Document(name, tree, marks, digest, written_digest(content))


def _is_document(kept: object) -> bool:
    """Whether what was kept has the shape of a document; anything else is read anew."""
    return isinstance(kept, list) and len(kept) == 3 and isinstance(kept[1], dict) and isinstance(kept[2], str)


def _kept(document: Document) -> tuple[object, ...]:
    return document.tree, document.marks, document.digest
