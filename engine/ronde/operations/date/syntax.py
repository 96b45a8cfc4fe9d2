"""A date moved by whole years, months and days: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.operations.written import Span, span
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Name


@dataclass(frozen=True, slots=True)
class DateSyntax:
    """A date, and how far from it another lies."""

    start: Name
    step: Span
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> DateSyntax:
    """What is written."""
    here = at.down("date")
    return DateSyntax(here.named("from"), span(here), here)
