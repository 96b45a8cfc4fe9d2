"""The index of the rules in force: which version defines which fact, list and record, one owner for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from ronde.model.document import Steps, Tree
from ronde.model.finding import Finding, Place
from ronde.model.history import Rules, Version
from ronde.model.limits import DEEPEST, MOST_FACTS
from ronde.model.nodes import Texts
from ronde.read import standards
from ronde.syntax.cursor import Cursor

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)*")
AS_OF = "as_of"
LANGUAGES = ("en", "fr")


Origin: TypeAlias = "tuple[tuple[int, str], ...] | None"
"""Which list a name means on a date: see `origin_of`."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A fact as one version writes it, `for_each` already carried out (over the list named so).

    `steps` lead to it in the version's file.
    """

    name: str
    version: Version
    steps: Steps
    tree: dict[str, Tree]
    for_each: str | None = None

    @property
    def cursor(self) -> Cursor:
        """What is written, and where."""
        return Cursor(self.version.document, self.steps, self.tree)

    def place(self, *steps: str | int, key: bool = False) -> Place:
        """Where something of the definition was written."""
        return self.version.document.place((*self.steps, *steps), key=key)


@dataclass(slots=True)
class Index:
    """What the rules in force define, by name. Facts have one definition per layer of their topic, newest first."""

    facts: dict[str, list[Definition]] = field(default_factory=dict)
    lists: dict[str, tuple[Version, dict[str, Tree]]] = field(default_factory=dict)
    records: dict[str, dict[str, Tree]] = field(default_factory=dict)
    record_owners: dict[str, Version] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    drawn: dict[str, dict[str, Tree]] = field(default_factory=dict)
    currency: Texts = field(default_factory=dict)


@dataclass(slots=True)
class Written:
    """What versions were found to write so far: their facts, by version and the origins of the lists they loop over,
    and the items of their lists.

    The versions are kept by identity, so that no other can take it.
    """

    versions: dict[int, Version] = field(default_factory=dict)
    facts: dict[tuple[int, tuple[Origin, ...]], tuple[Definition, ...]] = field(default_factory=dict)
    drawn: dict[Origin, dict[str, Tree]] = field(default_factory=dict)


def index(rules: Rules, written: Written | None = None) -> Index:
    """The index of these rules. Faults (two owners, wrong names) are in its findings.

    With what was `written` before, the facts of a version are the same objects as long as its lists are the same.
    """
    found = Index(currency=rules.currency)
    versions = [version for topic in rules.topics for version in topic.layers]
    for version in versions:
        _index_lists(found, version)
        _index_records(found, version)
    origins = {} if written is None else {name: origin_of(found, name) for name in found.lists}
    if written is not None:
        written.versions.update({id(version): version for version in versions})
        found.drawn.update({name: written.drawn[own] for name, own in origins.items() if own in written.drawn})
    count = 0
    for version in versions:
        for definition in _written(version, found, written) if written else definitions(version, found):
            count += 1
            if count > MOST_FACTS:
                place = definition.place(key=True)
                found.findings.append(Finding("facts-too-many", place, {"most": MOST_FACTS}))
                return found
            _index_fact(found, definition)
    if written is not None:
        written.drawn.update({own: items for name, own in origins.items() if (items := listed(found, name))})
    return found


def _written(version: Version, found: Index, written: Written) -> Iterable[Definition]:
    """Every fact of a version, found once; anew if that has findings."""
    loops = (_mapping(_mapping(tree).get("for_each")) for tree in _mapping(version.tree.get("facts")).values())
    key = id(version), tuple(origin_of(found, str(name)) for loop in loops for name in loop.values())
    if key not in written.facts:
        before = len(found.findings)
        own = tuple(islice(definitions(version, found), MOST_FACTS + 1))
        if len(found.findings) != before:
            del found.findings[before:]
            return definitions(version, found)
        written.facts[key] = own
    return written.facts[key]


def origin_of(found: Index, name: str) -> Origin:
    """The versions that write a list and those it is drawn from, by identity: the list is the same while they are.

    None for a list unknown here.
    """
    met: dict[str, tuple[int, str]] = {}
    while name in found.lists:
        if name in met:
            break
        met[name] = id(found.lists[name][0]), name
        name = str(found.lists[name][1].get("of"))
    return tuple(met.values()) or None


def _index_lists(found: Index, version: Version) -> None:
    for name, tree in _mapping(version.tree.get("lists")).items():
        if name not in found.lists:
            found.lists[name] = (version, _mapping(tree))
            continue
        owner, owned = found.lists[name]
        if owner.topic != version.topic:
            _two_owners(found, name, version, ("lists", name), owner.document.place(("lists", name)))
        elif owned != tree:
            place = owner.document.place(("lists", name), key=True)
            found.findings.append(Finding("list-layers", place, {"list": name}))


def _index_records(found: Index, version: Version) -> None:
    for name, tree in _mapping(version.tree.get("records")).items():
        owner = found.record_owners.setdefault(name, version)
        if owner.topic != version.topic:
            _two_owners(found, name, version, ("records", name), owner.document.place(("records", name), key=True))
        found.records.setdefault(name, _mapping(tree))


def _index_fact(found: Index, definition: Definition) -> None:
    name, version = definition.name, definition.version
    if name in found.records:
        place = found.record_owners[name].document.place(("records", name), key=True)
        _two_owners(found, name, version, definition.steps, place)
        return
    owners = found.facts.setdefault(name, [])
    if owners and (owners[0].version.topic != version.topic or owners[-1].version is version):
        _two_owners(found, name, version, definition.steps, owners[0].place(key=True))
    else:
        owners.append(definition)


def definitions(version: Version, found: Index) -> Iterator[Definition]:
    """Every fact of a version, one for each item of its `for_each` list where it has one."""
    for written, tree in _mapping(version.tree.get("facts")).items():
        steps: Steps = ("facts", written)
        body = _mapping(tree)
        loop = _mapping(body.get("for_each"))
        if not loop:
            if _good_name(written, version, steps, found):
                yield Definition(written, version, steps, body)
            continue
        variable, list_name = next(iter(loop.items()))
        items = listed(found, str(list_name))
        if not items:
            found.findings.append(
                Finding("list-unknown", version.document.place((*steps, "for_each", variable)), {"list": list_name})
            )
        for item, titles in items.items():
            name = written.replace(f"{{{variable}}}", item)
            texts = {language: str(text) for language, text in _mapping(titles).items() if language in LANGUAGES}
            if _good_name(name, version, steps, found):
                changed = substitute(
                    {key: value for key, value in body.items() if key != "for_each"}, variable, item, texts
                )
                assert isinstance(changed, dict)
                yield Definition(name, version, steps, changed, str(list_name))


def listed(found: Index, name: str, within: frozenset[str] = frozenset()) -> dict[str, Tree]:
    """The items of a list by code, written out or drawn from another; none for a list unknown or drawn from itself.

    Without `include` all items are drawn, but those that `exclude` takes away; without either none (a finding).
    """
    if name not in found.lists or name in within or len(within) > DEEPEST:
        return {}
    if name not in found.drawn:
        found.drawn[name] = _drawn(found, name, within)
    return found.drawn[name]


def _drawn(found: Index, name: str, within: frozenset[str]) -> dict[str, Tree]:
    tree = found.lists[name][1]
    items = {**standards.items(str(tree.get("standard"))), **_mapping(tree.get("items"))}
    if items or not isinstance(tree.get("of"), str):
        return items
    base = listed(found, str(tree["of"]), within | {name})
    chosen: dict[str, Tree] = dict(base) if "exclude" in tree and "include" not in tree else {}
    for key in ("include", "exclude"):
        patterns = tree.get(key)
        for pattern in map(str, patterns if isinstance(patterns, list) else []):
            meant = matching(base, pattern)
            if key == "include":
                chosen.update({code: item for code, item in base.items() if code in meant})
            else:
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
    waiting: list[Tree] = [definition.tree for definition in found.facts[name]]
    waiting += [definition.version.tree.get("applies_to") for definition in found.facts[name]]
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, str) and tree in found.facts:
            yield tree
        elif isinstance(tree, list):
            waiting.extend(tree)
        elif isinstance(tree, dict):
            yield from (key for key in tree if key in found.facts)
            waiting.extend(tree.values())


def substitute(tree: Tree, variable: str, item: str, texts: dict[str, str]) -> Tree:
    """The tree with `{variable}` replaced by the item in every text; in what people read, by its title."""
    braced = f"{{{variable}}}"
    if isinstance(tree, str):
        return tree.replace(braced, item)
    if isinstance(tree, list):
        return [substitute(each, variable, item, texts) for each in tree]
    if isinstance(tree, dict):
        if tree and tree.keys() <= texts.keys():
            return {language: substitute(text, variable, texts[language], texts) for language, text in tree.items()}
        return {key.replace(braced, item): substitute(value, variable, item, texts) for key, value in tree.items()}
    return tree


def _mapping(tree: Tree) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _good_name(name: str, version: Version, steps: Steps, found: Index) -> bool:
    if NAME.fullmatch(name) and name != AS_OF:
        return True
    found.findings.append(Finding("fact-name", version.document.place(steps, key=True), {"name": name}))
    return False


def _two_owners(found: Index, name: str, version: Version, steps: Steps, other: Place) -> None:
    found.findings.append(
        Finding("two-owners", version.document.place(steps, key=True), {"name": name, "other": other}, also=(other,))
    )
