"""One dated file of a topic, as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from ronde.model.history import Version
from ronde.syntax.conditions import Condition, optional
from ronde.syntax.cursor import whole
from ronde.syntax.facts import FactSyntax
from ronde.syntax.lists import ListSyntax, RecordsSyntax
from ronde.syntax.part import Part
from ronde.syntax.refusals import RefusalSyntax
from ronde.syntax.sources import ListedSource, listed_sources
from ronde.syntax.texts import Localised


@dataclass(frozen=True, eq=False)
class VersionSyntax(Part):
    """What a version writes of itself, and all that it defines."""

    @cached_property
    def title(self) -> Localised:
        """The topic's title."""
        return self.at.texts("title") or Localised({}, self.at)

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


def topic_title(version: Version, language: str) -> str:
    """The title of a version's topic in a language; the name of the topic if it has none."""
    return syntax_of(version).title.text(language) or version.topic


def syntax_of(version: Version) -> VersionSyntax:
    """What a version writes, read once for each version."""
    found = _READ.get(version)
    if found is None:
        found = _READ[version] = VersionSyntax(whole(version.document))
    return found


_READ: WeakKeyDictionary[Version, VersionSyntax] = WeakKeyDictionary()
