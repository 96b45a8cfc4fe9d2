"""Progressive rates: each slice of a number at its own rate: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.operations.written import RoundingSyntax, rounding
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class Slice:
    """A row: where the slice begins, its rate, and what all slices below it come to, if the page prints that."""

    start: Literal
    rate: Literal
    base: Literal | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SlicesSyntax:
    """The fact that is cut into slices, the rows, and how the total is rounded, if it is."""

    of: Name
    rows: tuple[Slice, ...]
    rounding: RoundingSyntax | None
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> SlicesSyntax:
    """What is written."""
    here = at.down("slices")
    rows = tuple(
        Slice(each.written("from"), each.written("rate"), each.literal("base"), each)
        for each in here.down("rows").items()
    )
    rounded = rounding(here) if here.has("to") or here.has("towards") else None
    return SlicesSyntax(here.named("of"), rows, rounded, here)
