"""Whole calendar months from one date to another: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class MonthsSyntax:
    """Two dates, and when a month is over that has no day of the first date's number."""

    start: Name
    end: Name
    short_month: Literal
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> MonthsSyntax:
    """What is written."""
    here = at.down("months_between")
    return MonthsSyntax(here.named("from"), here.named("to"), here.written("short_month"), here)
