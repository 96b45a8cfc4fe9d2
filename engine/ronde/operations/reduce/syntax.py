"""An amount that shrinks as a number grows above a threshold: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.operations.written import RoundingSyntax, rounding
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name, Value


@dataclass(frozen=True, slots=True)
class ReduceSyntax:
    """The amount, and by what it is reduced for a fact above a threshold: an amount for each step of it, or a rate."""

    amount: Name
    of: Name
    above: Value
    by: Literal
    for_each: Literal | None
    begun: Literal | None
    rounding: RoundingSyntax | None
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> ReduceSyntax:
    """What is written."""
    here = at.down("reduce")
    return ReduceSyntax(
        here.named("amount"),
        here.named("of"),
        here.down("above").value(),
        here.written("by"),
        here.literal("for_each"),
        here.literal("begun"),
        rounding(here) if here.has("to") or here.has("towards") else None,
        here,
    )
