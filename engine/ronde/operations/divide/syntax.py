"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Name, Value


@dataclass(frozen=True, slots=True)
class DivideSyntax:
    """A fact, and what it is divided by."""

    fact: Name
    by: Value
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> DivideSyntax:
    """What is written."""
    here = at.down("divide")
    return DivideSyntax(here.named("fact"), here.down("by").value(), here)
