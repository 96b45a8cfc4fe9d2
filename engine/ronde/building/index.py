"""The index of the rules in force: which version defines which fact, list and record, one owner for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from ronde.messages.diagnostics import Diagnostic
from ronde.model.history import Rules, Version
from ronde.model.limits import DEEPEST, MOST_FACTS
from ronde.model.locations import Location
from ronde.model.nodes import Texts
from ronde.read import standards
from ronde.syntax.facts import FactSyntax
from ronde.syntax.lists import ItemSyntax, ListSyntax, RecordsSyntax
from ronde.syntax.loops import for_item
from ronde.syntax.part import Part
from ronde.syntax.version import layered, syntax_of
from ronde.syntax.walk import names_in

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)*")
AS_OF = "as_of"


Origin: TypeAlias = "tuple[tuple[int, str], ...] | None"
"""Which list a name means on a date: see `origin_of`."""

Items: TypeAlias = Mapping[str, ItemSyntax]
"""The items of a list, by code."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A fact as one version writes it, `for_each` already carried out (over the list named so)."""

    version: Version
    written: FactSyntax
    for_each: str | None = None

    @property
    def name(self) -> str:
        """The name of the fact."""
        return self.written.name

    def location(self, *steps: str | int, key: bool = False) -> Location:
        """Where something of the definition was written."""
        return self.written.at.location(*steps, key=key)


@dataclass(slots=True)
class Index:
    """What the rules in force define, by name. Facts have one definition per layer of their topic, newest first.

    `lost` are the names of the facts that would be there, were the list known that they are written for each item of.
    """

    facts: dict[str, list[Definition]] = field(default_factory=dict)
    lists: dict[str, tuple[Version, ListSyntax]] = field(default_factory=dict)
    records: dict[str, RecordsSyntax] = field(default_factory=dict)
    record_owners: dict[str, Version] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    drawn: dict[str, Items] = field(default_factory=dict)
    lost: list[re.Pattern[str]] = field(default_factory=list)
    currency: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """A version that says what another says, but for one fact (by its name as written)."""

    version: Version
    other: Version
    fact: str


@dataclass(slots=True)
class Written:
    """What versions were found to write so far: their facts, by version and the origins of the lists they loop over,
    and the items of their lists.

    The versions are kept by identity, so that no other can take it. A version that is `changed` has the very facts of
    the other, but for one.
    """

    versions: dict[int, Version] = field(default_factory=dict)
    changed: Changed | None = None
    facts: dict[tuple[int, frozenset[str] | None, tuple[Origin, ...]], tuple[Definition, ...]] = field(
        default_factory=dict
    )
    drawn: dict[Origin, Items] = field(default_factory=dict)


def index(rules: Rules, written: Written | None = None) -> Index:
    """The index of these rules. Faults (two owners, wrong names) are in its diagnostics.

    With what was `written` before, the facts of a version are the same objects as long as its lists are the same.
    """
    found = Index(currency=rules.currency)
    versions = [(version, names) for topic in rules.topics for version, names in layered(topic)]
    for version in (each for topic in rules.topics for each in topic.whole):
        _index_lists(found, version)
        _index_records(found, version)
    origins = {} if written is None else {name: origin_of(found, name) for name in found.lists}
    if written is not None:
        written.versions.update({id(version): version for version, _ in versions})
        found.drawn.update({name: written.drawn[own] for name, own in origins.items() if own in written.drawn})
    count = 0
    for version, names in versions:
        for definition in _written(version, names, found, written) if written else definitions(version, names, found):
            count += 1
            if count > MOST_FACTS:
                location = definition.location(key=True)
                found.diagnostics.append(Diagnostic("facts-too-many", location, {"most": MOST_FACTS}))
                return found
            _index_fact(found, definition)
    if written is not None:
        written.drawn.update({own: items for name, own in origins.items() if (items := listed(found, name))})
    return found


def _written(version: Version, names: frozenset[str] | None, found: Index, written: Written) -> Iterable[Definition]:
    """The facts of a version (of these names as written, if there are any), found once; anew if it has diagnostics."""
    facts = syntax_of(version).facts
    loops = (fact.loop for name, fact in facts.items() if names is None or name in names)
    key = id(version), names, tuple(origin_of(found, loop.list.text) for loop in loops if loop is not None)
    if key not in written.facts:
        before = len(found.diagnostics)
        own = tuple(islice(definitions(version, names, found), MOST_FACTS + 1))
        if len(found.diagnostics) != before:
            del found.diagnostics[before:]
            return definitions(version, names, found)
        if written.changed is not None and version is written.changed.version:
            own = _but_for(written.changed, _written(written.changed.other, names, found, written), own)
        written.facts[key] = own
    return written.facts[key]


def _but_for(changed: Changed, others: Iterable[Definition], own: Iterable[Definition]) -> tuple[Definition, ...]:
    """The facts of the other version, but those written for the fact that is changed."""
    both = zip(others, own, strict=True)
    return tuple(mine if _owner(mine) == changed.fact else other for other, mine in both)


def _owner(definition: Definition) -> str:
    """The name of a fact as its file writes it."""
    return str(definition.written.at.steps[1])


def origin_of(found: Index, name: str) -> Origin:
    """The versions that write a list and those it is drawn from, by identity: the list is the same while they are.

    None for a list unknown here.
    """
    met: dict[str, tuple[int, str]] = {}
    while name in found.lists:
        if name in met:
            break
        met[name] = id(found.lists[name][0]), name
        drawn_from = found.lists[name][1].of
        name = drawn_from.text if drawn_from else ""
    return tuple(met.values()) or None


def _index_lists(found: Index, version: Version) -> None:
    for name, written in syntax_of(version).lists.items():
        if name not in found.lists:
            found.lists[name] = (version, written)
            continue
        owner, owned = found.lists[name]
        if owner.topic != version.topic:
            _two_owners(found, name, written, owned.at.location())
        elif not owned.at.says_same(written.at):
            found.diagnostics.append(Diagnostic("list-layers", owned.at.location(key=True), {"list": name}))


def _index_records(found: Index, version: Version) -> None:
    for name, written in syntax_of(version).records.items():
        owner = found.record_owners.setdefault(name, version)
        if owner.topic != version.topic:
            _two_owners(found, name, written, found.records[name].at.location(key=True))
        found.records.setdefault(name, written)


def _index_fact(found: Index, definition: Definition) -> None:
    name, version = definition.name, definition.version
    if name in found.records:
        _two_owners(found, name, definition.written, found.records[name].at.location(key=True))
        return
    owners = found.facts.setdefault(name, [])
    if owners and (owners[0].version.topic != version.topic or owners[-1].version is version):
        _two_owners(found, name, definition.written, owners[0].location(key=True))
    else:
        owners.append(definition)


def definitions(version: Version, names: frozenset[str] | None, found: Index) -> Iterator[Definition]:
    """The facts of a version (of these names as written, if some are given), one for each item of a `for_each` list."""
    for name, written in syntax_of(version).facts.items():
        if names is not None and name not in names:
            continue
        loop = written.loop
        if loop is None:
            if _good_name(written, found):
                yield Definition(version, written)
            continue
        items = listed(found, loop.list.text)
        if not items:
            found.diagnostics.append(Diagnostic("list-unknown", loop.list.at.location(), {"list": loop.list.text}))
            found.lost.append(loop.names(written.name))
        for code, item in items.items():
            own = for_item(written, loop.variable, code, item.title)
            if _good_name(own, found):
                yield Definition(version, own, loop.list.text)


def listed(found: Index, name: str, within: frozenset[str] = frozenset()) -> Items:
    """The items of a list by code, written out or drawn from another; none for a list unknown or drawn from itself.

    Without `include` all items are drawn, but those that `exclude` takes away; without either none (a diagnostic).
    """
    if name not in found.lists or name in within or len(within) > DEEPEST:
        return {}
    if name not in found.drawn:
        found.drawn[name] = _drawn(found, name, within)
    return found.drawn[name]


def _drawn(found: Index, name: str, within: frozenset[str]) -> Items:
    written = found.lists[name][1]
    standard = {code: ItemSyntax(title, {}) for code, title in standards.items(written.standard or "").items()}
    items = {**standard, **written.items}
    if items or written.of is None:
        return items
    base = listed(found, written.of.text, within | {name})
    chosen = dict(base) if written.include is None and written.exclude is not None else {}
    for pattern in written.include or ():
        meant = matching(base, pattern.text)
        chosen.update({code: item for code, item in base.items() if code in meant})
    for pattern in written.exclude or ():
        meant = matching(base, pattern.text)
        chosen = {code: item for code, item in chosen.items() if code not in meant}
    return chosen


def matching(codes: Iterable[str], pattern: str) -> frozenset[str]:
    """The codes that a pattern means: itself, or with a final `*` all that begin so."""
    if pattern.endswith("*"):
        return frozenset(code for code in codes if code.startswith(pattern[:-1]))
    return frozenset(codes) & {pattern}


def in_order(found: Index) -> list[str]:
    """The names of the facts, each after those that its definitions mention, as far as that goes.

    PlanBuilder in this order keeps its own recursion shallow whatever the order of files and keys.
    """
    done: dict[str, None] = {}
    for start in found.facts:
        waiting = [(start, iter(_mentioned(found, start)))]
        entered = {start}
        while waiting:
            name, below = waiting[-1]
            following = next((each for each in below if each not in done and each not in entered), None)
            if following is None:
                done.setdefault(name)
                waiting.pop()
            else:
                entered.add(following)
                waiting.append((following, iter(_mentioned(found, following))))
    return list(done)


def _mentioned(found: Index, name: str) -> Iterator[str]:
    """The facts whose names stand somewhere in a fact's definitions."""
    for definition in found.facts[name]:
        for part in (definition.written.at, syntax_of(definition.version).at.down("applies_to")):
            yield from (word for word in names_in(part) if word in found.facts)


def _good_name(written: FactSyntax, found: Index) -> bool:
    if NAME.fullmatch(written.name) and written.name != AS_OF:
        return True
    found.diagnostics.append(Diagnostic("fact-name", written.at.location(key=True), {"name": written.name}))
    return False


def _two_owners(found: Index, name: str, written: Part, other: Location) -> None:
    location = written.at.location(key=True)
    found.diagnostics.append(Diagnostic("two-owners", location, {"name": name, "other": other}, also=(other,)))
