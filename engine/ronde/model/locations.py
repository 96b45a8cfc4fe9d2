"""Where something is that a message speaks of: in a file, in an argument, in a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Location:
    """A name, and a line and a column there. Lines and columns count from 1; 0 stands for all of it."""

    name: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.line}:{self.column}" if self.line else self.name

    def here(self) -> Self:
        """The location, for what asks for it when it is wanted."""
        return self


@dataclass(frozen=True, slots=True)
class SourceLocation(Location):
    """A place in a file, which is named by its path."""


@dataclass(frozen=True, slots=True)
class ArgumentLocation(Location):
    """An option or a word of the command line, or an argument in Python and what is within it: `profile["jobs"][0]`."""


@dataclass(frozen=True, slots=True)
class ColumnLocation(Location):
    """A column of a table, or a cell of it as Python writes it: `table["age"][3]`."""
