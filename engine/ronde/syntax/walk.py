"""Everything that stands in a part of a file, whatever its form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from ronde.language import LANGUAGES
from ronde.model.document import Steps, Tree
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.quotes import quoted_in
from ronde.syntax.texts import Localised, localised
from ronde.syntax.values import Literal


def _trees(part: Cursor) -> Iterator[tuple[Steps, Tree]]:
    """The tree of the part itself and all that it holds, each before what stands in it, with the steps to it."""
    waiting: list[tuple[Steps, Tree]] = [(part.steps, part.tree)]
    while waiting:
        steps, tree = waiting.pop()
        yield steps, tree
        if isinstance(tree, dict):
            waiting.extend([((*steps, key), value) for key, value in reversed(tree.items())])
        elif isinstance(tree, list):
            waiting.extend([((*steps, number), tree[number]) for number in range(len(tree) - 1, -1, -1)])


def literals_in(part: Cursor) -> Iterator[Literal]:
    """Every single value, in the order in which they are written."""
    for steps, tree in _trees(part):
        if not isinstance(tree, dict | list):
            yield Literal(tree, Position(part.document, steps))


def rules_in(part: Cursor, without: Collection[str]) -> Iterator[Literal]:
    """Every single value, also one that is empty, that is not for people: neither under these keys nor by language."""
    waiting: list[tuple[Steps, Tree]] = [(part.steps, part.tree)]
    while waiting:
        steps, tree = waiting.pop()
        if isinstance(tree, dict) and tree:
            kept = [key for key in tree if key not in without and not _is_text(key, tree)]
            waiting.extend([((*steps, key), tree[key]) for key in reversed(kept)])
        elif isinstance(tree, list) and tree:
            waiting.extend([((*steps, number), tree[number]) for number in range(len(tree) - 1, -1, -1)])
        else:
            yield Literal(tree, Position(part.document, steps))


def _is_text(key: str, tree: Mapping[str, Tree]) -> bool:
    """Whether a key of a mapping is the language of a text that stands there in every language."""
    return key in LANGUAGES and all(isinstance(tree.get(each), str | dict) for each in LANGUAGES)


def localised_in(part: Cursor) -> Iterator[Localised]:
    """Every text for people that is written in each language."""
    for steps, tree in _trees(part):
        if isinstance(tree, dict):
            told = {language: tree[language] for language in LANGUAGES if isinstance(tree.get(language), str)}
            if len(told) == len(LANGUAGES):
                yield Localised(
                    {language: str(text) for language, text in told.items()}, Position(part.document, steps)
                )


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


def quotes_in(part: Cursor) -> Iterator[str]:
    """Every fact that a text for people quotes."""
    for text in localised_in(part):
        for told in text.texts.values():
            yield from quoted_in(told)


_PEOPLE = frozenset(LANGUAGES)


def texts_under(part: Cursor, key: str) -> Iterator[Localised]:
    """Every text for people that is written under a key."""
    for steps, tree in _trees(part):
        if isinstance(tree, dict):
            text = localised(tree.get(key), Position(part.document, (*steps, key)))
            if text is not None:
                yield text


def nodes_in(node: object) -> Iterator[object]:
    """A node of the tree of classes and all that it holds, each before what stands in it."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, tuple):
            waiting.extend(reversed(here))
        elif isinstance(here, Mapping):
            waiting.extend(reversed(list(here.values())))
        elif is_dataclass(here) and not isinstance(here, type):
            yield here
            waiting.extend([getattr(here, name) for name in _holding(type(here))])


@cache
def _holding(kind: type) -> tuple[str, ...]:
    """The names of the fields of a class that may hold other nodes, the last one first."""
    return tuple(each.name for each in reversed(fields(kind)) if each.name != "at")
