"""The sources that a file lists, and what cites them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ronde.language import LANGUAGES
from ronde.model.document import Document
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.part import Part
from ronde.syntax.position import Position
from ronde.syntax.texts import Localised

CITED = ("source", "sources")
"""The keys by which a member cites."""


EXACT = "exact"
"""The kind of a wording that is the text itself."""

WORDING = "wording"


@dataclass(frozen=True, slots=True)
class WordingSyntax:
    """What a provision says, and whose words these are: those of the text itself, ours, or invented ones."""

    kind: str
    text: Localised


@dataclass(frozen=True, slots=True)
class ListedSource:
    """One source of a file. `provision` and `url` may be written once for both languages."""

    id: str
    title: Localised
    provision: Localised | None
    url: Localised | None
    confidence: str | None
    wording: WordingSyntax | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """One source cited, by its id."""

    id: str
    at: Position = field(compare=False, repr=False)


def listed_sources(document: Document) -> tuple[ListedSource, ...]:
    """The sources that a file lists, in order."""
    return tuple(_source(each) for each in whole(document).down("sources").items())


def _source(at: Cursor) -> ListedSource:
    title = at.texts("title") or Localised({}, at)
    provision, url, confidence = at.texts("provision"), at.texts("url"), at.text("confidence")
    return ListedSource(str(at.text("id")), title, provision, url, confidence, _wording(at.down(WORDING)), at)


def _wording(at: Cursor) -> WordingSyntax | None:
    if at.tree is None:
        return None
    texts = {language: at.text(language) or "" for language in LANGUAGES}
    return WordingSyntax(str(at.text("kind")), Localised(texts, at))


def cited(at: Cursor) -> tuple[Citation, ...]:
    """The sources that are cited here, one or several."""
    if at.tree is None:
        return ()
    return tuple(Citation(str(each.tree), each) for each in (at.items() if isinstance(at.tree, list) else (at,)))


@dataclass(frozen=True, eq=False)
class CitingPart(Part):
    """A part of a file that says from which of its sources it comes."""

    @cached_property
    def sources(self) -> tuple[Citation, ...]:
        """The sources that it cites."""
        return cited(self.at.down("source"))


def citations(document: Document) -> Iterator[Citation]:
    """Every citation in a file. The codes of a list (`items`) cite nothing."""
    for key, part in whole(document).entries():
        if key != "sources":
            yield from _citations(key, part)


def _citations(key: str, at: Cursor) -> Iterator[Citation]:
    if key in CITED:
        yield from cited(at)
    elif key != "items":
        for member in at.items():
            yield from _citations("", member)
        for step, member in at.entries():
            yield from _citations(step, member)
