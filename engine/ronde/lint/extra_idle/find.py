"""What `extra` of book.yaml names and the book's folder does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found


def find(context: Context) -> Iterator[Found]:
    """Every pattern of `extra` that names nothing."""
    book, files = context.book_syntax, context.files
    if files is None or book is None:
        return
    for pattern in book.extra:
        if not files.names_something(pattern.text):
            yield Found(pattern.at.location(), {"pattern": pattern.text})
