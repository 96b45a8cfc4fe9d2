"""Single values as written, and names of what stands elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.syntax.position import Position


@dataclass(frozen=True, slots=True)
class Literal:
    """A single value as written; None if there is none."""

    value: object
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a fact, a list, a record or a column; empty if none is written."""

    text: str
    at: Position = field(compare=False, repr=False)
