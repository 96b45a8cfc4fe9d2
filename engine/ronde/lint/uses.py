"""What nothing makes use of: facts and lists that no definition, refusal or round names while they are in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from ronde.building.index import Definition, Index, Written, index
from ronde.evaluate.check import Slice
from ronde.model.history import History, Rules, Status, Version
from ronde.syntax.lists import ListSyntax
from ronde.syntax.version import syntax_of
from ronde.syntax.walk import names_in, quotes_in

SAID = frozenset({"label", "note", "source"})
"""The keys of a fact under which no fact is named."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Idle:
    """What nothing names, with the first rules under which that is so; of versions in a row of which it holds, in the
    first. A fact is idle if there is one day on which nothing names it; an input or a list, if there is no other."""

    facts: tuple[tuple[Definition, Slice], ...] = ()
    inputs: tuple[Definition, ...] = ()
    lists: tuple[tuple[Version, ListSyntax], ...] = ()


def idle(slices: Sequence[Slice], history: History, written: Written) -> Idle:
    """What nothing makes use of on the days of these sets of rules, as they are known now."""
    facts, inputs = _Defined[tuple[Definition, Slice]](), _Defined[Definition]()
    lists, names = _Defined[tuple[Version, ListSyntax]](), _Names()
    known = {history.in_force(day).digest for day in history.change_dates}
    for each in (one for one in slices if one.rules.digest in known):
        found = index(each.rules, written)
        used = names.in_force(each.rules, found).union(_by_the_book(history, found))
        for definition in chain.from_iterable(found.facts.values()):
            name, version = definition.name, definition.version
            if definition.written.input is None:
                facts.add(version, name, (definition, each), name in used)
            else:
                inputs.add(version, name, definition, name in used)
        for name, (version, own) in found.lists.items():
            lists.add(version, name, (version, own), name in used)
    return Idle(tuple(facts.once(history)), tuple(inputs.always(history)), tuple(lists.always(history)))


class _Defined(Generic[T]):
    """What versions define, by topic and name, and on which days something uses it."""

    def __init__(self) -> None:
        self._used: set[tuple[Version, str]] = set()
        self._unused: dict[tuple[Version, str], T] = {}

    def add(self, version: Version, name: str, part: T, used: bool) -> None:
        """Note what is defined on a day, and whether something uses it then."""
        if used:
            self._used.add((version, name))
        else:
            self._unused.setdefault((version, name), part)

    def once(self, history: History) -> Iterator[T]:
        """What was unused on some day."""
        return self._first(self._unused, history)

    def always(self, history: History) -> Iterator[T]:
        """What was unused on all days."""
        return self._first({key: part for key, part in self._unused.items() if key not in self._used}, history)

    def _first(self, parts: Mapping[tuple[Version, str], T], history: History) -> Iterator[T]:
        """These parts, without those of a version whose predecessor is among them too."""
        for (version, name), part in parts.items():
            told = [each for each in history.versions[version.topic] if each.status is not Status.INCOMPLETE]
            number = told.index(version)
            if number == 0 or (told[number - 1], name) not in parts:
                yield part


class _Names:
    """The names in the definitions of each date; those of one part are found once."""

    def __init__(self) -> None:
        self._found: dict[Definition | Version, frozenset[str]] = {}

    def in_force(self, rules: Rules, found: Index) -> set[str]:
        """Every name in a definition, refusal, list, or condition on whom a version is for."""
        names = {own.of.text for _, own in found.lists.values() if own.of is not None}
        for version in (layer for topic in rules.topics for layer in topic.whole):
            if version not in self._found:
                at = syntax_of(version).at
                self._found[version] = frozenset({*names_in(at.down("refuse")), *names_in(at.down("applies_to"))})
            names |= self._found[version]
        for definitions in found.facts.values():
            for definition in definitions:
                if definition not in self._found:
                    self._found[definition] = frozenset(_named_by(definition))
                names |= self._found[definition]
        return names


def _named_by(definition: Definition) -> Iterator[str]:
    for key, part in definition.written.at.entries():
        if key not in SAID:
            yield from names_in(part)
            yield from quotes_in(part)
    if definition.for_each is not None:
        yield definition.for_each


def _by_the_book(history: History, found: Index) -> Iterator[str]:
    """The facts that book.yaml names: what is shown first, and what rounds go by."""
    yield from history.headlines
    terms = history.rounds_terms
    if terms is not None:
        yield from (terms.score, terms.submitted, terms.submitted_time, terms.expires)
        before, _, after = terms.invited.partition("{type}")
        yield from (name for name in found.facts if name.startswith(before) and name.endswith(after))
