"""The first working day from a date on: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Name


@dataclass(frozen=True, slots=True)
class WorkingDaySyntax:
    """A date, the days of the week on which nobody works, and the list of holidays."""

    start: Name
    weekend: tuple[Name, ...]
    holidays: Name
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> WorkingDaySyntax:
    """What is written."""
    here = at.down("working_day")
    return WorkingDaySyntax(here.named("from"), here.names("weekend") or (), here.named("holidays"), here)
