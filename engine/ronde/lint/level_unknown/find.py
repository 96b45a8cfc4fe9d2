"""What a book asks of checks which are not there."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.messages.pages import pages
from ronde.model.near import nearest


def find(context: Context) -> Iterator[Found]:
    """Every code under `checks` of book.yaml that no check has."""
    asked = context.book_syntax.checks if context.book_syntax is not None else {}
    known = {page.code for page in pages().values()} if asked else frozenset()
    for code, each in asked.items():
        if code not in known:
            yield Found(each.at.location(key=True), {"code": code, "close": nearest(code, known)})
