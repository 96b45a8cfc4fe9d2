"""Single values as written, and names of what stands elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from ronde.messages.diagnostics import Diagnostic
from ronde.syntax.position import CompileError, Position


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


@dataclass(frozen=True, slots=True)
class FactValue:
    """The value of another fact, possibly times a fraction."""

    fact: Name
    times: Literal | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that is written in no form that there is, and what is to be said of it."""

    diagnostics: tuple[Diagnostic, ...] = field(compare=False)
    at: Position = field(compare=False, repr=False)

    @property
    def fault(self) -> CompileError:
        """The fault to raise for it."""
        return CompileError(*self.diagnostics)


Value: TypeAlias = Literal | FactValue | Broken
"""What stands where a value is wanted."""
