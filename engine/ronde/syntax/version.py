"""One dated file of a topic, as written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from ronde.model.history import Version
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.sources import ListedSource, listed_sources
from ronde.syntax.texts import Localised


@dataclass(frozen=True, eq=False)
class VersionSyntax:
    """What a version writes of itself and defines. Each part is read when it is first asked for, once."""

    at: Cursor = field(repr=False)

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
