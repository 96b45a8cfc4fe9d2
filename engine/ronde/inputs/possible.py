"""What a profile may say of a fact: the values it can have on a day, and those it can have on some day or other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TypeAlias

from ronde.building.builder import PlanBuilder
from ronde.building.index import Index, listed
from ronde.compile.rules import Compiler
from ronde.inputs.all_versions import Ever, ever_defined
from ronde.model.history import History, Rules
from ronde.model.nodes import Fact
from ronde.model.types import LARGEST, Kind, NotOfType, Type, read_value

Values: TypeAlias = "tuple[Type, frozenset[str] | None]"
"""A type, and the codes that a value may be where it is drawn from a list."""

MOST_BOOKS = 4

MOST_INDEXES = 128
"""Of how many sets of rules of a book the index is kept, at most (some 300 kB each)."""


def possible(about: Fact) -> Type:
    """The values that a profile may give to a fact: those it can have.

    A constant may be given any other value, to see what would follow, but a positive one stays positive.
    """
    kind = about.type
    if about.form == "input" or not kind.ordered or kind.kind is Kind.DATE or kind.low != kind.high:
        return kind
    return kind.within(1 if kind.low > 0 else -LARGEST, LARGEST)


class Elsewhere:
    """What the facts of a book can be on each of its days: found only once a value is none on the day asked for."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._compiler = Compiler()
        self._found: dict[str, tuple[Values, ...]] = {}
        self._indexes: dict[str, Index] = {}

    @cached_property
    def ever(self) -> Ever:
        """What the book defines on any date."""
        return ever_defined(self.history)

    def values(self, name: str) -> tuple[Values, ...]:
        """The different types that a fact has from day to day, in order of time."""
        if name not in self._found:
            self._found[name] = tuple(dict.fromkeys(self._types(name)))
        return self._found[name]

    def knows(self, name: str, written: object) -> bool:
        """Whether a value is one of a fact's on some day."""
        return any(_is_one(written, *values) for values in self.values(name))

    def _types(self, name: str) -> Iterator[Values]:
        """The type of a fact on each day on which something that it rests on changes."""
        before: object = None
        topics: set[str] = set()
        for day in self.ever.facts[name].days if name in self.ever.facts else ():
            rules = self.history.in_force(day)
            if before is not None and before == _versions(rules, topics):
                continue
            low = self._compiler.lowered(self._index(rules), [name])
            topics = _topics(low)
            before = _versions(rules, topics)
            if name in low.facts:
                about = low.facts[name]
                codes = about.type.codes if about.type.kind is Kind.CODE else None
                yield possible(about), frozenset(listed(low.index, codes)) if codes else None

    def _index(self, rules: Rules) -> Index:
        """The index of these rules, found once for all facts. Those last made are kept."""
        found = self._indexes.get(rules.digest)
        if found is None:
            while len(self._indexes) >= MOST_INDEXES:
                self._indexes.pop(next(iter(self._indexes)), None)
            found = self._indexes[rules.digest] = self._compiler.index(rules)
        return found


def elsewhere(history: History) -> Elsewhere:
    """What the facts of a book can be on each of its days, kept for the books last asked for."""
    found = _BOOKS.get(history.digest)
    if found is None:
        while len(_BOOKS) >= MOST_BOOKS:
            _BOOKS.pop(next(iter(_BOOKS)), None)
        found = _BOOKS[history.digest] = Elsewhere(history)
    return found


_BOOKS: dict[str, Elsewhere] = {}


def _is_one(written: object, kind: Type, codes: frozenset[str] | None) -> bool:
    try:
        value = read_value(written, kind)
    except NotOfType:
        return False
    return codes is None or value in codes


def _topics(low: PlanBuilder) -> set[str]:
    """The topics that the facts lowered are defined in, and their lists."""
    lists = {about.type.codes for about in low.facts.values()} & low.index.lists.keys()
    facts = {definition.version.topic for name in low.facts for definition in low.index.facts[name]}
    return {*facts, *(topic for own in low.lists.values() for topic in own), *(_owner(low, name) for name in lists)}


def _owner(low: PlanBuilder, name: str | None) -> str:
    return low.index.lists[str(name)][0].topic


def _versions(rules: Rules, topics: set[str]) -> object:
    """The versions in force of some topics."""
    return tuple(tuple(each.name for each in topic.layers) for topic in rules.topics if topic.topic in topics)
