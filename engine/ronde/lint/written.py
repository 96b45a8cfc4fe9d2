"""What versions write, as checks ask for it: the one place in which checks walk definitions as they stand in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, pairwise
from weakref import WeakKeyDictionary

from ronde.lint.context import Context
from ronde.model.document import Steps
from ronde.model.history import Status, Version
from ronde.model.locations import Location
from ronde.operations import registry
from ronde.operations.scale.syntax import ScaleSyntax
from ronde.operations.table.syntax import PageTable
from ronde.operations.written import PageRow
from ronde.syntax.conditions import Condition, ConditionGroup, FactTest
from ronde.syntax.sources import listed_sources
from ronde.syntax.texts import Localised
from ronde.syntax.values import Literal
from ronde.syntax.version import syntax_of
from ronde.syntax.walk import literals_in, localised_in, nodes_in


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a version writes, and the fact that it belongs to."""

    fact: str
    literal: Literal

    @property
    def number(self) -> Decimal:
        """The number itself."""
        return Decimal(str(self.literal.value))

    @property
    def location(self) -> Location:
        """Where it stands."""
        return self.literal.at.location()


def addresses(context: Context) -> Iterator[Localised]:
    """The address of every source of every file that lists some."""
    for documents in context.documents.values():
        for document in documents:
            yield from (source.url for source in listed_sources(document) if source.url is not None)


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


def figures(version: Version) -> Mapping[Steps, Figure]:
    """Every number in the definitions of a version, by the steps to it; found once."""
    if version not in _FIGURES:
        _FIGURES[version] = {
            literal.at.steps: Figure(name, literal)
            for name, fact in syntax_of(version).facts.items()
            for literal in literals_in(fact.at)
            if is_number(literal)
        }
    return _FIGURES[version]


def is_number(literal: Literal) -> bool:
    """Whether a number is written."""
    return isinstance(literal.value, int | float) and not isinstance(literal.value, bool)


def definitions(version: Version) -> Iterator[tuple[str, object]]:
    """How each fact of a version is defined, by the fact's name: in the class of its operation. Those asked are left
    out."""
    for name, fact in syntax_of(version).facts.items():
        form = registry.form_of(fact)
        if form is not None:
            yield name, registry.written(fact, form)


def tables(version: Version) -> Iterator[tuple[str, tuple[PageRow, ...]]]:
    """The rows of each table of one key, by the fact's name."""
    for name, written in definitions(version):
        if isinstance(written, PageTable | ScaleSyntax):
            yield name, written.rows


def columns(version: Version) -> Iterator[tuple[str, list[Figure]]]:
    """Each column of numbers of each table that has one key, in the order of its rows: the fact's name, the column."""
    for name, rows in tables(version):
        for title in dict.fromkeys(title for row in rows for title in row.cells) or (None,):
            cells = (row.cells.get(title) if title is not None and row.cells else row.cell for row in rows)
            column = [Figure(name, cell) for cell in cells if cell is not None and is_number(cell)]
            if column and len(column) == len(rows):
                yield name, column


def conditions(version: Version) -> tuple[Condition, ...]:
    """Every condition that a version writes, each before those in it; found once."""
    if version not in _CONDITIONS:
        written = syntax_of(version)
        parts = [*(each for _, each in definitions(version)), *(each.applies_to for each in written.facts.values())]
        nodes = chain.from_iterable(
            map(nodes_in, (*parts, *(each.when for each in written.refusals), written.applies_to))
        )
        _CONDITIONS[version] = tuple(each for each in nodes if isinstance(each, ConditionGroup | FactTest))
    return _CONDITIONS[version]


def texts(version: Version) -> tuple[Localised, ...]:
    """Every text for people that a version writes in each language; found once."""
    if version not in _TEXTS:
        _TEXTS[version] = tuple(localised_in(syntax_of(version).at))
    return _TEXTS[version]


_CONDITIONS: WeakKeyDictionary[Version, tuple[Condition, ...]] = WeakKeyDictionary()
_FIGURES: WeakKeyDictionary[Version, Mapping[Steps, Figure]] = WeakKeyDictionary()
_TEXTS: WeakKeyDictionary[Version, tuple[Localised, ...]] = WeakKeyDictionary()
