"""The books of examples/books: other subjects than the book that travels with the package, each small and whole."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ronde.model.history import History
from ronde.read.book import read_book

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "books"
BOOKS = {path.parent.name: path.parent for path in sorted(FOLDER.glob("*/book.yaml"))}
"""The folder of every book, by its name."""


@cache
def history(name: str) -> History:
    """A book by its name, read once."""
    return read_book(BOOKS[name])


def profiles(name: str) -> list[Path]:
    """The example profiles of a book."""
    return sorted((BOOKS[name] / "profiles").glob("*.yaml"))


def case_files(name: str) -> list[Path]:
    """The files of dated cases of a book."""
    return sorted((BOOKS[name] / "cases").glob("*.yaml"))
