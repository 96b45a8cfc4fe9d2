"""A number brought to a whole number of times a unit, as is said: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from ronde.operations.written import Parts, RoundingSyntax, Shares, parts, rounding, share, shares
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Value

Rounded: TypeAlias = Value | Shares | Parts
"""What is rounded: a fact or a share of it, the sum of several, or the product of two."""


@dataclass(frozen=True, slots=True)
class RoundSyntax:
    """What is rounded, and how."""

    of: Rounded
    rounding: RoundingSyntax
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> RoundSyntax:
    """What is written."""
    here = at.down("round")
    return RoundSyntax(rounded_of(here.down("of")), rounding(here), here)


def rounded_of(at: Cursor) -> Rounded:
    """What is rounded, as it stands here."""
    if at.has("sum"):
        at.only("sum")
        return shares(at, "sum")
    if at.has("product"):
        at.only("product")
        return parts(at, "product")
    return share(at)
