"""Everything that stands in a part of a file, whatever its form."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.language import LANGUAGES
from ronde.model.document import Tree
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


def names_in(part: Cursor) -> Iterator[str]:
    """Every single text and every key, some of which are names; nothing of what is written by language for people."""
    waiting: list[Tree] = [part.tree]
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, str):
            yield tree
        elif isinstance(tree, list):
            waiting.extend(reversed(tree))
        elif isinstance(tree, dict) and not tree.keys() <= _PEOPLE:
            yield from tree
            waiting.extend(reversed(tree.values()))


_PEOPLE = frozenset(LANGUAGES)


def texts_under(part: Cursor, key: str) -> Iterator[Localised]:
    """Every text for people that is written under a key."""
    for here in parts_in(part):
        text = here.texts(key)
        if text is not None:
            yield text
