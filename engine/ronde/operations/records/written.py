"""What several definitions over records are written with."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.conditions import Condition, optional
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class Over:
    """The records that are meant: a list, and what holds of those of them (of all if nothing is written)."""

    records: Name
    where: Condition | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ValueOver:
    """The value of a fact over records, and what stands for it if there are none."""

    over: Over
    of: Name
    none: Literal | None


def over(at: Cursor) -> Over:
    """The records that are meant in the mapping here."""
    return Over(at.named("in"), optional(at, "where"), at)


def value_over(at: Cursor) -> ValueOver:
    """The value over records that is written in the mapping here."""
    return ValueOver(over(at), at.named("of"), at.literal("none"))
