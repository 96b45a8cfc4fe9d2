"""What book.yaml says of a book, as written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ronde.model.document import Document
from ronde.model.nouns import Noun, Nouns
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.moves import MoveSyntax, move_syntax
from ronde.syntax.part import Part
from ronde.syntax.position import Position
from ronde.syntax.texts import Localised
from ronde.syntax.values import Literal, Name

LEVEL = "level"

VOWELS = frozenset("aeiouyœæ")
"""The letters before which French elides, unless the book says otherwise, and English writes “an”."""


@dataclass(frozen=True, slots=True)
class ParameterSyntax:
    """A number that a book sets for a check."""

    number: Decimal
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CheckSyntax:
    """What a book asks of a check: its level if it is another than its own, and its parameters by name.

    What is no number is left to the schema to tell.
    """

    level: str | None
    parameters: Mapping[str, ParameterSyntax]
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TermSyntax:
    """A term of the book's glossary: what is written for a thing, what is not (by language), and the words in which
    that means something else (by language)."""

    term: Localised
    avoided: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AdviceSyntax:
    """The facts, by name or by pattern, that every evaluation tells under a title unless they have a value."""

    title: Localised
    facts: tuple[Name, ...]
    unless: Literal


@dataclass(frozen=True, eq=False)
class BookSyntax(Part):
    """What a book says of itself, and asks of its checks."""

    @cached_property
    def title(self) -> Localised:
        """The title."""
        return self.at.texts("title") or Localised({}, self.at)

    @cached_property
    def disclaimer(self) -> Localised:
        """What a reader is told of every answer."""
        return self.at.texts("disclaimer") or Localised({}, self.at)

    @cached_property
    def first_date(self) -> Literal:
        """The first day that the book speaks of."""
        return self.at.written("first_date")

    @cached_property
    def headlines(self) -> tuple[Name, ...]:
        """The facts that are answered first."""
        return self.at.names("headlines") or ()

    @cached_property
    def answers(self) -> tuple[Name, ...]:
        """The facts, by name or by pattern (`*` stands for any text), that are asked for by themselves."""
        return self.at.names("answers") or ()

    @cached_property
    def advice(self) -> AdviceSyntax | None:
        """What is told with every evaluation; None if it is not said."""
        here = self.at.down("advice")
        title = here.texts("title") or Localised({}, here)
        return AdviceSyntax(title, here.names("facts") or (), here.written("unless")) if self.at.has("advice") else None

    @cached_property
    def asked_for(self) -> tuple[Name, ...]:
        """The facts, by name or by pattern, that people read though nothing rests on them: answers and advice."""
        return (*self.answers, *(self.advice.facts if self.advice else ()))

    @cached_property
    def currency(self) -> Localised | None:
        """The sign of its amounts."""
        return self.at.texts("currency")

    @cached_property
    def nouns(self) -> Mapping[str, Nouns]:
        """What it calls those whom it is about, and its rounds, by language."""
        return {
            name: {language: _noun(word) for language, word in each.entries()}
            for name, each in self.at.down("words").entries()
        }

    @cached_property
    def extra(self) -> tuple[Name, ...]:
        """The patterns of files that belong to something else."""
        return self.at.names("extra") or ()

    @cached_property
    def checks(self) -> Mapping[str, CheckSyntax]:
        """What is asked of checks, by code."""
        return {code: _check(each) for code, each in self.at.down("checks").entries()}

    @cached_property
    def terms(self) -> tuple[TermSyntax, ...]:
        """Its glossary."""
        return tuple(
            TermSyntax(each.texts("term") or Localised({}, each), _words(each.down("not")), _words(each.down("unless")))
            for each in self.at.down("terms").items()
        )

    @cached_property
    def moves(self) -> tuple[MoveSyntax, ...]:
        """What a person can change, in the order in which it is told."""
        return tuple(move_syntax(each) for each in self.at.down("moves").items())

    @cached_property
    def rounds(self) -> Mapping[str, Name] | None:
        """The facts that rounds go by, by what they are for; None if the book has no rounds."""
        here = self.at.down("rounds")
        return {key: here.named(key) for key, _ in here.entries()} if self.at.has("rounds") else None


def book_syntax(document: Document) -> BookSyntax:
    """What book.yaml says, whether or not it agrees with its schema."""
    return BookSyntax(whole(document))


def _words(at: Cursor) -> dict[str, tuple[str, ...]]:
    return {language: tuple(name.text for name in at.names(language) or ()) for language, _ in at.entries()}


def _check(at: Cursor) -> CheckSyntax:
    if isinstance(at.tree, dict):
        parameters = {
            name: ParameterSyntax(Decimal(str(each.tree)), each)
            for name, each in at.entries()
            if name != LEVEL and isinstance(each.tree, int | float) and not isinstance(each.tree, bool)
        }
        return CheckSyntax(at.text(LEVEL), parameters, at)
    return CheckSyntax(str(at.tree), {}, at)


def _noun(written: Cursor) -> Noun:
    one = written.text("one") or ""
    elided = written.down("elided").tree
    vowel = unicodedata.normalize("NFD", one)[:1].lower() in VOWELS
    return Noun(
        one,
        written.text("other") or "",
        written.text("gender") == "feminine",
        vowel if elided is None else bool(elided),
    )
