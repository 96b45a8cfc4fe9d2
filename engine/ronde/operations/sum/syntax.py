"""Several values added: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.operations.written import Shares, shares
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Value


@dataclass(frozen=True, slots=True)
class SumSyntax:
    """The facts that are added, whole or in part, and the most and the least that they come to."""

    parts: Shares
    cap: Value | None
    floor: Value | None
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> SumSyntax:
    """What is written."""
    return SumSyntax(shares(at, "sum"), at.optional_value("cap"), at.optional_value("floor"), at)
