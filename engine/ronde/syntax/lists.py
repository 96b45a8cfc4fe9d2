"""Lists of codes, and lists of records, as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ronde.language import LANGUAGES
from ronde.model.nodes import Texts
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.sources import CitingPart
from ronde.syntax.texts import Localised
from ronde.syntax.values import Literal, Name

UNPUBLISHED: Mapping[str, object] = {"published": False}
"""What is written in place of a value of which it is known that it is not published."""


@dataclass(frozen=True, slots=True)
class AttributeSyntax:
    """What the items of a list say besides their title: of which type, with how many decimals or which choices, under
    which label; of numbers and amounts the least and the greatest that they can be, if that is said."""

    type: str
    decimals: str | None
    at_least: Literal | None
    at_most: Literal | None
    choices: Mapping[str, Localised]
    label: Localised | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ItemSyntax:
    """One code of a list: its title by language, and the values of its attributes by name, without those of which it
    says that they are not published."""

    title: Texts
    attributes: Mapping[str, object]
    unpublished: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class ListSyntax(CitingPart):
    """A list of codes: written out, that of a standard, or drawn from another list by patterns."""

    name: str

    @cached_property
    def label(self) -> Localised | None:
        """What the list is."""
        return self.at.texts("label")

    @cached_property
    def note(self) -> Localised | None:
        """What a reader should know besides."""
        return self.at.texts("note")

    @cached_property
    def attributes(self) -> Mapping[str, AttributeSyntax]:
        """The attributes of its items, by name."""
        return {name: _attribute(each) for name, each in self.at.down("attributes").entries()}

    @cached_property
    def items(self) -> Mapping[str, ItemSyntax]:
        """The items that are written out, by code."""
        return {code: _item(each) for code, each in self.at.down("items").entries()}

    @cached_property
    def standard(self) -> str | None:
        """The standard that it follows."""
        return self.at.text("standard")

    @cached_property
    def instead(self) -> Mapping[str, Name]:
        """The code that is meant by what is often written in its place."""
        return {written: Name(str(each.tree), each) for written, each in self.at.down("instead").entries()}

    @cached_property
    def of(self) -> Name | None:
        """The list that it is drawn from."""
        return self.at.name("of")

    @cached_property
    def include(self) -> tuple[Name, ...] | None:
        """The patterns of what is drawn; None if none is written."""
        return self.at.names("include")

    @cached_property
    def exclude(self) -> tuple[Name, ...] | None:
        """The patterns of what is left out; None if none is written."""
        return self.at.names("exclude")


def _attribute(at: Cursor) -> AttributeSyntax:
    bounds = at.literal("at_least"), at.literal("at_most")
    kind, label = at.text("type") or "number", at.texts("label")
    return AttributeSyntax(kind, at.text("decimals"), *bounds, at.choices("choices"), label, at)


def _item(at: Cursor) -> ItemSyntax:
    members = {key: each.tree for key, each in at.entries()}
    title = {key: str(value) for key, value in members.items() if key in LANGUAGES}
    about = {key: value for key, value in members.items() if key not in LANGUAGES}
    unpublished = frozenset(key for key, value in about.items() if value == UNPUBLISHED)
    return ItemSyntax(title, {key: value for key, value in about.items() if key not in unpublished}, unpublished)


@dataclass(frozen=True, eq=False)
class RecordsSyntax(CitingPart):
    """A list of records that a profile may hold."""

    name: str

    @cached_property
    def label(self) -> Localised | None:
        """What the list is."""
        return self.at.texts("label")

    @cached_property
    def one(self) -> Localised | None:
        """What one entry of it is."""
        return self.at.texts("one")

    @cached_property
    def help(self) -> Localised | None:
        """What helps to fill it in."""
        return self.at.texts("help")
