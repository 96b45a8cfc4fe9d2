"""The main answers of a book that no version defines."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.locations import SourceLocation
from ronde.read.files import BOOK


def find(context: Context) -> Iterator[Found]:
    """Every headline that no set of rules defines, but for those whose own definition has an error."""
    if context.history is None or context.book is None:
        return
    written = frozenset[str]().union(*(each.names | each.failed for each in context.slices))
    for name in sorted(set(context.history.headlines) - written):
        yield Found(SourceLocation(BOOK), {"name": name, "close": ""})
