"""What checks of books found right, kept with the cache of files: a whole book, and each set of rules.

Only that nothing was found is kept, and only under the digest of all that it rests on: the files themselves, and the
engine that looked at them. What is not exactly as it was is looked at again.
"""

from __future__ import annotations

from functools import cache as once
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ronde.messages.report import BookReport
from ronde.read import cache
from ronde.read.code import code_of
from ronde.read.files import BookFiles
from ronde.read.places import data_folder

if TYPE_CHECKING:
    from ronde.model.history import History

BOOK_FOUND_RIGHT = "book-right-"
RULES_FOUND_RIGHT = "rules-right-"


@once
def engine() -> str:
    """The digest of what checks: the engine, its schemas, the standards that lists follow, what populations need."""
    schemas = [(each.name, each.read_bytes()) for each in sorted(data_folder("schemas").glob("*.json"))]
    needed = ",".join(name for name in ("numpy", "pyarrow") if find_spec(name))
    return cache.digest([("needed", needed.encode()), *schemas, *code_of()])


def of_book(files: BookFiles) -> str | None:
    """The key of a book as it is; None for one with something that cannot be read."""
    contents, diagnostics = files.read(files.kinds)
    if diagnostics or files.unreadable:
        return None
    others = "\0".join(files.others).encode(errors="surrogateescape")
    return BOOK_FOUND_RIGHT + cache.digest([("engine", engine().encode()), ("others", others), *contents])


def load_report(key: str | None) -> BookReport | None:
    """The report on a book in which nothing was found, if it is kept."""
    counts = cache.load(key) if key is not None else None
    if not isinstance(counts, list) or len(counts) != 3 or not all(isinstance(each, int) for each in counts):
        return None
    return BookReport((), *counts)


def keep_report(key: str | None, report: BookReport) -> None:
    """Keep that nothing was found in a book."""
    if key is not None and report.rules_checked and not report.diagnostics and not report.following:
        cache.keep(key, [report.files, report.versions, report.slices])


def of_rules(folder: Path, history: History) -> str:
    """The key of the sets of rules of a book that were found right."""
    about = repr(sorted(history.currency.items()))
    where = str(folder.resolve()).encode(errors="surrogateescape")
    return RULES_FOUND_RIGHT + cache.digest([("engine", engine().encode()), ("book", where), ("all", about.encode())])


def load_rules(key: str) -> frozenset[str]:
    """The digests of sets of rules that were found right."""
    kept = cache.load(key)
    return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()


def keep_rules(key: str, digests: frozenset[str]) -> None:
    """Keep which sets of rules were found right."""
    cache.keep(key, sorted(digests))
