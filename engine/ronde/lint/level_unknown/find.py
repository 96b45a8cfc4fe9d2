"""The levels that a book gives to checks which are not there."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.allowed import levels
from ronde.lint.context import Context, Found
from ronde.messages.pages import pages
from ronde.model.near import nearest


def find(context: Context) -> Iterator[Found]:
    """Every code under `checks` of book.yaml that no check has."""
    known = {page.code for page in pages().values()}
    for code in levels(context.book):
        if code not in known and context.book is not None:
            yield Found(context.book.place(("checks", code), key=True), {"code": code, "close": nearest(code, known)})
