"""What several definitions are written with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import FactValue, Literal, Name, Value


@dataclass(frozen=True, slots=True)
class Parts:
    """Facts named in a list."""

    facts: tuple[Name, ...]
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Shares:
    """Facts in a list, each named or with what it counts for."""

    values: tuple[Value, ...]
    at: Position = field(compare=False, repr=False)

    @property
    def facts(self) -> tuple[Name, ...]:
        """The facts that are named."""
        return tuple(each.fact for each in self.values if isinstance(each, FactValue))


@dataclass(frozen=True, slots=True)
class RoundingSyntax:
    """What a number is brought to a whole number of times of, and towards which."""

    to: Literal
    towards: Literal


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


def shares(at: Cursor, form: str) -> Shares:
    """The facts that are named under a key, with what each counts for."""
    here = at.down(form)
    return Shares(tuple(share(each) for each in here.items()), here)


def share(at: Cursor) -> Value:
    """A fact that is named here, or with what it counts for."""
    return FactValue(Name(at.tree, at), None, at) if isinstance(at.tree, str) else at.value()


def rounding(at: Cursor) -> RoundingSyntax:
    """How a number is rounded."""
    return RoundingSyntax(at.written("to"), at.written("towards"))


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
