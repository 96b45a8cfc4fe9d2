"""A fact as a version writes it: what is said of it besides its definition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ronde.model.nodes import Unit
from ronde.syntax.conditions import Condition, optional
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.sources import CitingPart
from ronde.syntax.texts import Localised
from ronde.syntax.values import Literal, Name, Value


@dataclass(frozen=True, slots=True)
class LoopSyntax:
    """A fact that is written once for every item of a list: what stands for the item, and the list."""

    variable: str
    list: Name

    def names(self, written: str) -> re.Pattern[str]:
        """Every name that a name as written can stand for, whatever the items."""
        return re.compile("[^.]+".join(map(re.escape, written.split(f"{{{self.variable}}}"))))


@dataclass(frozen=True, slots=True)
class CautionSyntax:
    """What to know before relying on a fact, and the fact that raises it."""

    when: Name
    text: Localised
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SlipSyntax:
    """The answers that a slip may have spoilt, and what is told of it."""

    of: tuple[Name, ...]
    text: Localised
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InputSyntax:
    """How a fact is asked: the question, and what can be answered."""

    question: Localised | None
    help: Localised | None
    at_least: Literal | None
    at_most: Literal | None
    pattern: Literal | None
    form: Localised | None
    list: Name | None
    example: Literal | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class FactSyntax(CitingPart):
    """A fact. `name` is the one that is written, or that of one item of its loop."""

    name: str

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys that are written, one of which says how the fact is defined."""
        return tuple(key for key, _ in self.at.entries())

    @cached_property
    def label(self) -> Localised:
        """What the fact is."""
        return self.at.texts("label") or Localised({}, self.at)

    @cached_property
    def note(self) -> Localised | None:
        """What a reader should know besides."""
        return self.at.texts("note")

    @cached_property
    def confidence(self) -> str | None:
        """How sure it is, if that is not how sure its version is."""
        return self.at.text("confidence")

    @cached_property
    def on(self) -> Name | None:
        """The list of records that it is a fact of."""
        return self.at.name("on")

    @cached_property
    def loop(self) -> LoopSyntax | None:
        """The list for each item of which it is written."""
        return next(
            (LoopSyntax(key, Name(str(each.tree), each)) for key, each in self.at.down("for_each").entries()), None
        )

    @cached_property
    def applies_to(self) -> Condition | None:
        """For whom it is defined so, if not for everybody for whom its version holds."""
        return optional(self.at, "applies_to")

    @cached_property
    def type(self) -> str | None:
        """The type that it declares."""
        return self.at.text("type")

    @cached_property
    def decimals(self) -> str | None:
        """How many decimals it declares."""
        return self.at.text("decimals")

    @cached_property
    def choices(self) -> Mapping[str, Localised]:
        """The values that it can have, with their words."""
        return self.at.choices("choices")

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Its unit by language: with its two forms, or a text that does not change (%, h); empty if none is written."""
        return {language: _unit(each) for language, each in self.at.down("unit").entries()}

    @cached_property
    def maximum(self) -> Literal | Mapping[str, Literal] | None:
        """The most that it can be, or that each column of its table can be."""
        columns = {name: Literal(each.tree, each) for name, each in self.at.down("maximum").entries()}
        return columns or self.at.literal("maximum")

    @cached_property
    def caution(self) -> CautionSyntax | None:
        """The caution of the fact itself."""
        here = self.at.down("caution")
        when, text = here.name("when"), here.texts("text")
        return (
            CautionSyntax(when or Name("", here), text or Localised({}, here), here) if here.tree is not None else None
        )

    @cached_property
    def slip(self) -> SlipSyntax | None:
        """Of which answers the fact is a usual slip, if it is one."""
        here = self.at.down("slip")
        if here.tree is None:
            return None
        return SlipSyntax(here.names("of") or (), here.texts("text") or Localised({}, here), here)

    @cached_property
    def missing(self) -> Value | None:
        """What is taken if the fact is unknown."""
        return self.at.optional_value("missing")

    @cached_property
    def input(self) -> InputSyntax | None:
        """How it is asked."""
        return _input(self.at.down("input")) if self.at.has("input") else None


def _unit(at: Cursor) -> Unit:
    one, other = at.text("one"), at.text("other")
    return Unit(str(at.tree), str(at.tree)) if one is None or other is None else Unit(one, other)


def _input(at: Cursor) -> InputSyntax:
    return InputSyntax(
        at.texts("question"),
        at.texts("help"),
        at.literal("at_least"),
        at.literal("at_most"),
        at.literal("pattern"),
        at.texts("form"),
        at.name("list"),
        at.literal("example"),
        at,
    )
