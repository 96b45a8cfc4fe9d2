"""One dated file of a topic, as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from ronde.model.document import Document
from ronde.model.history import InForce, Status, Version
from ronde.syntax.conditions import Condition, optional
from ronde.syntax.cursor import whole
from ronde.syntax.facts import FactSyntax
from ronde.syntax.lists import ListSyntax, RecordsSyntax
from ronde.syntax.part import Part
from ronde.syntax.refusals import RefusalSyntax
from ronde.syntax.sources import ListedSource, listed_sources
from ronde.syntax.texts import Localised
from ronde.syntax.values import Literal


@dataclass(frozen=True, eq=False)
class VersionSyntax(Part):
    """What a version writes of itself, and all that it defines."""

    @cached_property
    def title(self) -> Localised:
        """The topic's title."""
        return self.at.texts("title") or Localised({}, self.at)

    @cached_property
    def effective(self) -> Literal:
        """The first day on which it holds."""
        return self.at.written("effective")

    @cached_property
    def published(self) -> Literal:
        """The day from which the public could know it."""
        return self.at.written("published")

    @cached_property
    def checked(self) -> Literal:
        """The last day on which somebody confirmed it."""
        return self.at.written("checked")

    @cached_property
    def confidence(self) -> str:
        """How sure its figures are."""
        return str(self.at.text("confidence"))

    @cached_property
    def status(self) -> Status:
        """Whether it says all of its topic, that something changed, or that the topic ends."""
        if self.at.written("repealed").value:
            return Status.REPEALED
        return Status.INCOMPLETE if self.at.text("status") == Status.INCOMPLETE else Status.COMPLETE

    @cached_property
    def note(self) -> Localised | None:
        """What a reader should know besides."""
        return self.at.texts("note")

    @cached_property
    def missing(self) -> Localised | None:
        """What is not known of an incomplete version."""
        return self.at.texts("missing")

    @cached_property
    def corrects(self) -> Localised | None:
        """Why it corrects an earlier file of the same day."""
        return self.at.texts("corrects")

    @cached_property
    def sources(self) -> tuple[ListedSource, ...]:
        """Its sources, in order."""
        return listed_sources(self.at.document)

    @cached_property
    def applies_to(self) -> Condition | None:
        """For whom it holds, if not for everybody."""
        return optional(self.at, "applies_to")

    @cached_property
    def facts(self) -> Mapping[str, FactSyntax]:
        """The facts, by name as written: a name with a variable in braces stands for one fact for each item."""
        return {name: FactSyntax(each, name) for name, each in self.at.down("facts").entries()}

    @cached_property
    def lists(self) -> Mapping[str, ListSyntax]:
        """The lists of codes, by name."""
        return {name: ListSyntax(each, name) for name, each in self.at.down("lists").entries()}

    @cached_property
    def records(self) -> Mapping[str, RecordsSyntax]:
        """The lists of records, by name."""
        return {name: RecordsSyntax(each, name) for name, each in self.at.down("records").entries()}

    @cached_property
    def refusals(self) -> tuple[RefusalSyntax, ...]:
        """The conditions under which a profile is refused."""
        return tuple(RefusalSyntax(each) for each in self.at.down("refuse").items())


def layered(topic: InForce) -> Iterator[tuple[Version, frozenset[str] | None]]:
    """Every layer of a topic in force, with the facts (as written) of it that count: None, which is all of them, down
    to the newest version for everybody; below it those that each version above says for some."""
    names: frozenset[str] | None = None
    for version in topic.layers:
        yield version, names
        if names is None and version.conditional:
            continue
        own = {name: fact for name, fact in syntax_of(version).facts.items() if names is None or name in names}
        names = frozenset(name for name, fact in own.items() if version.conditional or fact.applies_to is not None)


def topic_title(version: Version, language: str) -> str:
    """The title of a version's topic in a language; the name of the topic if it has none."""
    return syntax_of(version).title.text(language) or version.topic


def version_syntax(document: Document) -> VersionSyntax:
    """What a file of rules says, whether or not it agrees with its schema."""
    return VersionSyntax(whole(document))


def syntax_of(version: Version) -> VersionSyntax:
    """What a version writes, read once for each version."""
    found = _READ.get(version)
    if found is None:
        found = _READ[version] = version_syntax(version.document)
    return found


_READ: WeakKeyDictionary[Version, VersionSyntax] = WeakKeyDictionary()
