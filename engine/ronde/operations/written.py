"""What several definitions are written with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class Parts:
    """Facts named in a list."""

    facts: tuple[Name, ...]
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row as on an official page, under its key as written: one cell, or one in each column."""

    key: str
    cell: Literal
    cells: Mapping[str, Literal]
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TwoDates:
    """Two dates: each a day, or a fact that is one."""

    start: Name
    end: Name
    at: Position = field(compare=False, repr=False)


def parts(at: Cursor, form: str) -> Parts:
    """The facts that are named under a key."""
    return Parts(at.names(form) or (), at.down(form))


def page_rows(at: Cursor) -> tuple[PageRow, ...]:
    """The rows in the mapping here."""
    return tuple(PageRow(key, each.single(), each.cells() or {}, each) for key, each in at.entries())


def two_dates(at: Cursor, form: str) -> TwoDates:
    """The two dates under a key."""
    here = at.down(form)
    return TwoDates(here.named("from"), here.named("to"), at)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of calendar time."""

    years: Literal | None
    months: Literal | None
    days: Literal | None

    @property
    def lengths(self) -> dict[str, Literal]:
        """What is written of it, by unit."""
        units = {"years": self.years, "months": self.months, "days": self.days}
        return {unit: length for unit, length in units.items() if length is not None}


def span(at: Cursor) -> Span:
    """The years, months and days that are written in a mapping."""
    return Span(*(at.literal(unit) for unit in ("years", "months", "days")))
