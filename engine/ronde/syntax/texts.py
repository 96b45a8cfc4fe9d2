"""Texts for people, in every language."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.language import LANGUAGES
from ronde.model.document import Tree
from ronde.model.locations import Location
from ronde.model.nodes import Texts
from ronde.syntax.position import Position


@dataclass(frozen=True, slots=True)
class Localised:
    """A text by language. `once` says that one text was written for all of them."""

    texts: Texts
    at: Position = field(compare=False, repr=False)
    once: bool = False

    def text(self, language: str) -> str:
        """The text in a language; empty if there is none."""
        return self.texts.get(language, "")

    def location(self, language: str) -> Location:
        """Where the text in a language stands."""
        return self.at.location() if self.once else self.at.location(language)

    def plain(self) -> Texts | str:
        """The text as it was written: by language, or once."""
        return next(iter(self.texts.values())) if self.once else self.texts


def localised(tree: Tree, at: Position) -> Localised | None:
    """The text that is written at a position, by language or once for all; None if nothing is."""
    if isinstance(tree, dict):
        return Localised({language: str(text) for language, text in tree.items()}, at)
    return None if tree is None else Localised(dict.fromkeys(LANGUAGES, str(tree)), at, once=True)


def texts_of(text: Localised | None) -> Texts | None:
    """The text by language, if one is written."""
    return None if text is None else text.texts


def text_in(text: Localised | None, language: str) -> str:
    """The text in a language; empty if none is written."""
    return "" if text is None else text.text(language)
