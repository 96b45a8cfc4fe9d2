"""A number divided by another, brought to a whole number of times a unit, as is said: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.operations.written import RoundingSyntax, rounding, share
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Value


@dataclass(frozen=True, slots=True)
class QuotientSyntax:
    """What is divided, by what, and how the outcome is rounded."""

    of: Value
    by: Value
    rounding: RoundingSyntax
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> QuotientSyntax:
    """What is written."""
    here = at.down("quotient")
    return QuotientSyntax(share(here.down("of")), here.down("by").value(), rounding(here), here)
