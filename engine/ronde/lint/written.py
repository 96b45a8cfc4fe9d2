"""What versions write, as checks ask for it: the one place in which checks walk definitions as they stand in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ronde.lint.context import Context
from ronde.model.document import Steps, Tree
from ronde.model.finding import Place
from ronde.model.history import Status, Version

RULES = ("facts", "lists", "records", "refuse", "applies_to")
"""The keys of a version that say what holds."""

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a version writes: the fact that it belongs to, the steps to it, and itself."""

    version: Version
    fact: str
    steps: Steps
    number: Decimal

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.version.document.place(self.steps)


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people as a version writes it, in both languages, and the steps to it."""

    version: Version
    steps: Steps
    texts: Mapping[str, str]

    def place(self, language: str) -> Place:
        """Where it stands in one language."""
        return self.version.document.place((*self.steps, language))


def versions(context: Context) -> Iterator[Version]:
    """Every version of the topics that are looked at, in order of effect."""
    for each in histories(context):
        yield from each


def histories(context: Context) -> Iterator[tuple[Version, ...]]:
    """The versions of each topic that is looked at."""
    if context.history is not None:
        for topic, found in context.history.versions.items():
            if context.looks_at(topic):
                yield found


def complete(history: tuple[Version, ...]) -> list[Version]:
    """The versions of a topic that say what holds, without those that were corrected."""
    last = {version.effective: version for version in history}
    return [version for version in last.values() if version.status is Status.COMPLETE]


def pairs(context: Context) -> Iterator[tuple[Version, Version]]:
    """Every version that says what holds, after the one before it of the same topic; none after a repeal."""
    for history in histories(context):
        last = {version.effective: version for version in history}
        for before, version in pairwise(each for each in last.values() if each.status is not Status.INCOMPLETE):
            if before.status is version.status is Status.COMPLETE:
                yield before, version


def facts(version: Version) -> dict[str, dict[str, Tree]]:
    """The facts of a version as written, by name."""
    found = version.tree.get("facts")
    return {name: tree for name, tree in found.items() if isinstance(tree, dict)} if isinstance(found, dict) else {}


def rules(version: Version) -> dict[str, Tree]:
    """What a version says that holds, without what it says of itself."""
    return {key: version.tree[key] for key in RULES if key in version.tree}


def figures(version: Version) -> dict[Steps, Figure]:
    """Every number in the definitions of a version, by the steps to it."""
    found: dict[Steps, Figure] = {}
    for name, tree in facts(version).items():
        for steps, value in _leaves(tree, ("facts", name)):
            if isinstance(value, int | float) and not isinstance(value, bool):
                found[steps] = Figure(version, name, steps, Decimal(str(value)))
    return found


def columns(version: Version) -> Iterator[tuple[str, list[Figure]]]:
    """Each column of numbers of each table that has one key, in the order of its rows: the fact's name, the column."""
    for name, tree in facts(version).items():
        for form in ("table", "scale"):
            rows = _at(tree, form, "rows")
            if isinstance(rows, dict):
                yield from ((name, column) for column in _columns(version, name, ("facts", name, form, "rows"), rows))


def _columns(version: Version, name: str, steps: Steps, rows: Mapping[str, Tree]) -> Iterator[list[Figure]]:
    titles = dict.fromkeys(title for row in rows.values() if isinstance(row, dict) for title in row)
    for title in titles or (None,):
        column: list[Figure] = []
        for key, row in rows.items():
            value = row.get(title) if isinstance(row, dict) and title is not None else row
            own = (*steps, key) if title is None else (*steps, key, title)
            if isinstance(value, int | float) and not isinstance(value, bool):
                column.append(Figure(version, name, own, Decimal(str(value))))
        if len(column) == len(rows):
            yield column


def texts(version: Version) -> Iterator[Text]:
    """Every text for people that a version writes."""
    waiting: list[tuple[Steps, Tree]] = [((), version.tree)]
    while waiting:
        steps, tree = waiting.pop()
        if isinstance(tree, dict):
            told = {language: tree[language] for language in LANGUAGES if isinstance(tree.get(language), str)}
            if len(told) == len(LANGUAGES):
                yield Text(version, steps, {language: str(text) for language, text in told.items()})
            waiting.extend(((*steps, key), value) for key, value in tree.items())
        elif isinstance(tree, list):
            waiting.extend(((*steps, number), value) for number, value in enumerate(tree))


def groups(version: Version) -> Iterator[tuple[str, Steps, list[Tree]]]:
    """Every list of conditions of each fact: the key it stands under (`all`, `any`, `none`), its steps, its members."""
    for name, tree in facts(version).items():
        waiting: list[tuple[Steps, Tree]] = [(("facts", name), tree)]
        while waiting:
            steps, each = waiting.pop()
            if isinstance(each, dict):
                for key, value in each.items():
                    if key in ("all", "any", "none") and isinstance(value, list):
                        yield key, (*steps, key), value
                    waiting.append(((*steps, key), value))
            elif isinstance(each, list):
                waiting.extend(((*steps, number), value) for number, value in enumerate(each))


def conditions(version: Version) -> Iterator[tuple[Steps, dict[str, Tree]]]:
    """Every test of a fact that a version writes, with the steps to it."""
    for key in ("facts", "refuse", "applies_to"):
        waiting: list[tuple[Steps, Tree]] = [((key,), version.tree.get(key))]
        while waiting:
            steps, tree = waiting.pop()
            if isinstance(tree, dict):
                if isinstance(tree.get("fact"), str):
                    yield steps, tree
                waiting.extend(((*steps, step), value) for step, value in tree.items())
            elif isinstance(tree, list):
                waiting.extend(((*steps, number), value) for number, value in enumerate(tree))


def _leaves(tree: Tree, steps: Steps) -> Iterator[tuple[Steps, Tree]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _leaves(value, (*steps, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _leaves(value, (*steps, number))
    else:
        yield steps, tree


def _at(tree: Tree, *steps: str) -> Tree:
    for step in steps:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree
