"""Opens what a difference compares: two days of a book, or two books, each a folder or a revision of git."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ronde.change.difference import Pair, between_books, between_days
from ronde.change.git import folder_of
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import Diagnostic, ValidationError, refuse
from ronde.model.locations import ArgumentLocation, SourceLocation
from ronde.model.types import NotOfType, read_date
from ronde.read.book import read_book
from ronde.read.files import FileKind, list_files

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Difference:
    """What was compared, as it was written, and what differs."""

    before: str
    after: str
    days: bool
    pairs: tuple[Pair, ...]


def difference(
    folder: Path, before: str, after: str | None, names: tuple[str, str], *, named: bool = False
) -> Difference:
    """What differs between two days of the book in a folder, or between two books: each a folder, or a revision of
    the repository of the first. Without a second one, the book as it is now is compared.

    `names` are those of the two arguments; if `named`, the label of every fact is followed by its name. Errors:
    ValidationError for a day, a revision or a folder that is wrong, and for a book that cannot be read, which then says
    which files differ.
    """
    days = two_days(before, after, names)
    if days is not None:
        engine = engine_of_days(folder, days, names, named=named)
        return Difference(before, str(after), True, tuple(between_days(engine, *days)))
    with two_books(folder, before, after, names, named=named) as engines:
        return Difference(before, after or str(folder), False, tuple(between_books(*engines)))


def two_days(before: str, after: str | None, names: tuple[str, str]) -> tuple[int, int] | None:
    """The days that are written; None if books are. Errors: ValidationError for a day that is none, or that stands
    alone."""
    dates = [written is not None and DAY.fullmatch(written) is not None for written in (before, after)]
    if all(dates) and after is not None:
        return _day(before, names[0]), _day(after, names[1])
    if any(dates):
        raise refuse("diff-day-alone", ArgumentLocation(names[dates.index(False)]))
    return None


def engine_of_days(folder: Path, days: tuple[int, int], names: tuple[str, str], *, named: bool = False) -> Engine:
    """The engine of the book in a folder. Errors: ValidationError if it cannot be read, or begins after one of these
    days."""
    engine = Engine(read_book(folder), Reference(), names=named)
    first = engine.history.first_date
    for day, name in zip(days, names, strict=True):
        if day < first:
            raise refuse("date-before-book", SourceLocation(name), date=day_text(day), first=day_text(first))
    return engine


@contextmanager
def two_books(
    folder: Path, before: str, after: str | None, names: tuple[str, str], *, named: bool = False
) -> Iterator[tuple[Engine, Engine]]:
    """The engines of two books, whose files are there meanwhile. Errors: ValidationError, as `difference` says."""
    with TemporaryDirectory(prefix="ronde-") as written:
        was = _folder(folder, before, names[0], Path(written) / "before")
        now = folder if after is None else _folder(folder, after, names[1], Path(written) / "after")
        sides = (was, before), (now, after or str(folder))
        engines = [_engine(own, told, (was, now), named=named) for own, told in sides]
        try:
            yield engines[0], engines[1]
        except ValidationError as refused:
            files = {each.location.name for each in refused.diagnostics}
            for engine, (_, told) in zip(engines, sides, strict=True):
                if not _compiles(engine, files):
                    raise _unreadable(refused, told, (was, now)) from None
            raise


def _day(written: str, name: str) -> int:
    try:
        return read_date(written)
    except NotOfType as wrong:
        raise refuse(wrong.reason, SourceLocation(name), **wrong.params) from None


def _folder(folder: Path, written: str, name: str, into: Path) -> Path:
    """A folder as it is named, or that of the book as it was in a revision."""
    return Path(written) if Path(written).is_dir() else folder_of(folder, written, name, into)


def _engine(folder: Path, written: str, both: tuple[Path, Path], *, named: bool) -> Engine:
    """The engine of a book. Errors: ValidationError with what is wrong in it, and the files in which the two books
    differ."""
    try:
        return Engine(read_book(folder), Reference(), names=named)
    except ValidationError as refused:
        raise _unreadable(refused, written, both) from None


def _unreadable(refused: ValidationError, written: str, both: tuple[Path, Path]) -> ValidationError:
    """What is wrong in a book, and in which files it differs from the other."""
    files = ", ".join(_files_that_differ(*both))
    return ValidationError(
        (*refused.diagnostics, Diagnostic("diff-unreadable", ArgumentLocation(written), {"files": files or "—"}))
    )


def _compiles(engine: Engine, files: Collection[str]) -> bool:
    """Whether the rules compile on the first day of each version that one of these files holds."""
    versions = (each for every in engine.history.versions.values() for each in every)
    try:
        for each in versions:
            if each.document.file in files:
                engine.plan(engine.rules(each.effective))
    except ValidationError:
        return False
    return True


def _files_that_differ(before: Path, after: Path) -> list[str]:
    was, now = (_contents(folder) for folder in (before, after))
    return sorted(name for name in {*was, *now} if was.get(name) != now.get(name))


def _contents(folder: Path) -> dict[str, bytes]:
    files = list_files(folder)
    contents, _ = files.read(files.of(FileKind.BOOK, FileKind.RULES))
    return {name: bytes(content) for name, content in contents}
