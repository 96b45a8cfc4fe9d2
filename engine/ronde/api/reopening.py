"""A book that is open while its files change: whether they did, and the book read again if it can answer."""

from __future__ import annotations

import os

from ronde.api.book import Book
from ronde.api.errors import BookError, refusals_as
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.history import History, Version
from ronde.read.files import list_files
from ronde.read.places import data_folder
from ronde.rounds.data import rounds_of


def files_state(book: Book) -> object:
    """What tells whether the files of a book are as they were: equal as long as nobody writes, adds or removes one."""
    root = book._opened.root
    try:
        return {path: _state(os.stat(root / path)) for path in list_files(root).kinds}
    except (OSError, ValidationError):
        return None


def reopened(book: Book) -> Book:
    """The book as its files are now. Errors: BookError with what is wrong in those that are others: what cannot be
    read, and what does not go together on the first day of a version that is new, changed or gone."""
    root = book._opened.root
    made = Book(None if root == data_folder("rulesets") else root, names=book._opened.names)
    with refusals_as(BookError, made._opened.folder):
        engine, found = made._opened.reference, list[Diagnostic](rounds_of(list_files(root))[1])
        for day in _days_that_differ(book._opened.history, engine.history):
            try:
                engine.plan(engine.rules(day))
            except ValidationError as refused:
                found += refused.diagnostics
        if found:
            raise ValidationError(tuple({(each.code, each.location): each for each in found}.values()))
    return made


def _state(about: os.stat_result) -> tuple[int, int]:
    return about.st_mtime_ns, about.st_size


def _days_that_differ(before: History, after: History) -> list[int]:
    """The first days of the versions that only one of two books has, as far as the second answers for them."""
    was, now = _versions(before), _versions(after)
    days = {version.effective for key, version in (was | now).items() if key not in was or key not in now}
    return sorted({max(day, after.first_date) for day in days})


def _versions(history: History) -> dict[tuple[str, str, str], Version]:
    every = (version for versions in history.versions.values() for version in versions)
    return {(each.topic, each.name, each.document.digest): each for each in every}
