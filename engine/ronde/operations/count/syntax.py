"""How many of several conditions hold: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.conditions import Condition, conditions
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position


@dataclass(frozen=True, slots=True)
class CountSyntax:
    """The conditions of which those that hold are counted."""

    members: tuple[Condition, ...]
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> CountSyntax:
    """What is written."""
    return CountSyntax(conditions(at.down("count")), at)
