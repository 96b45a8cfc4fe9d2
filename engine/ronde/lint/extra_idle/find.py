"""What `extra` of book.yaml names and the book's folder does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.read.book import extras


def find(context: Context) -> Iterator[Found]:
    """Every pattern of `extra` that names nothing."""
    book, files = context.book, context.files
    if files is None or book is None or not isinstance(book.tree, dict):
        return
    for number, pattern in enumerate(extras(book)):
        if not files.names_something(pattern):
            yield Found(book.place(("extra", number)), {"pattern": pattern})
