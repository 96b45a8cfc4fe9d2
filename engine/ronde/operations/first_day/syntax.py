"""The first day of the month or of the year of a date: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class FirstDaySyntax:
    """A date, of what the first day is meant, and the day on which a year begins if that is not January 1."""

    of: Name
    within: Literal
    begins: Literal | None
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> FirstDaySyntax:
    """What is written."""
    here = at.down("first_day")
    return FirstDaySyntax(here.named("of"), here.written("in"), here.literal("begins"), here)
