"""What was found of a book over the years, kept with the cache of files: a new process need not find it again.

It is kept under the digest of all that it rests on: every file of the book's rules to the byte, the engine's code as
far as it finds anything of them, and what was asked. What is not there, or not as it was, is found anew.
"""

from __future__ import annotations

from functools import cache as once

from ronde.compile import kept
from ronde.model.history import History
from ronde.read import cache
from ronde.read.code import code_of

FOUND = "found-"

ROOMS = (*kept.ROOMS, "inputs", "evaluate", "columns")
"""The rooms that find what is kept, and all that they use."""


@once
def finder() -> str:
    """The digest of what finds."""
    return cache.digest(code_of(ROOMS))


def key(history: History, asked: tuple[object, ...]) -> str | None:
    """The key of what was found of a book, by what was asked (texts and numbers, in tuples); None if some of its rules
    do not come from a file."""
    versions = [version for every in history.versions.values() for version in every]
    if not all(version.document.written for version in versions):
        return None
    about = repr((finder(), history.digest, history.first_date, sorted(history.currency.items()), asked))
    files = [(version.document.file, version.document.written.encode()) for version in versions]
    return FOUND + cache.digest([("about", about.encode()), *files])


def load_found(history: History, asked: tuple[object, ...]) -> object | None:
    """What was found of a book, if it is kept. Whoever asks sees whether it has the shape that it should have."""
    return kept.load_packed(key(history, asked))


def keep_found(history: History, asked: tuple[object, ...], found: object) -> None:
    """Keep what was found of a book. If that is not possible nothing happens."""
    kept.keep_packed(key(history, asked), found)
