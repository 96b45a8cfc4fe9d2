"""What book.yaml says of a book, as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ronde.syntax.cursor import Cursor
from ronde.syntax.part import Part
from ronde.syntax.position import Position
from ronde.syntax.values import Name

LEVEL = "level"


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


@dataclass(frozen=True, eq=False)
class BookSyntax(Part):
    """What a book says of itself for its checks."""

    @cached_property
    def answers(self) -> tuple[Name, ...]:
        """The facts, by name or by pattern (`*` stands for any text), that are asked for by themselves."""
        return self.at.names("answers") or ()

    @cached_property
    def checks(self) -> Mapping[str, CheckSyntax]:
        """What is asked of checks, by code."""
        return {code: _check(each) for code, each in self.at.down("checks").entries()}


def _check(at: Cursor) -> CheckSyntax:
    if isinstance(at.tree, dict):
        parameters = {
            name: ParameterSyntax(Decimal(str(each.tree)), each)
            for name, each in at.entries()
            if name != LEVEL and isinstance(each.tree, int | float) and not isinstance(each.tree, bool)
        }
        return CheckSyntax(at.text(LEVEL), parameters, at)
    return CheckSyntax(str(at.tree), {}, at)
