"""Everything that stands in a part of a file, whatever its form."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.syntax.cursor import Cursor
from ronde.syntax.texts import Localised


def parts_in(part: Cursor) -> Iterator[Cursor]:
    """The part itself and all that it holds, each before what stands in it."""
    waiting = [part]
    while waiting:
        here = waiting.pop()
        yield here
        members = here.items() or [each for _, each in here.entries()]
        waiting.extend(reversed(members))


def words_in(part: Cursor) -> Iterator[str]:
    """Every text and every key."""
    for here in parts_in(part):
        if isinstance(here.tree, str):
            yield here.tree
        yield from (key for key, _ in here.entries())


def texts_under(part: Cursor, key: str) -> Iterator[Localised]:
    """Every text for people that is written under a key."""
    for here in parts_in(part):
        text = here.texts(key)
        if text is not None:
            yield text
