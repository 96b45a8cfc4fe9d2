"""Where something is that a message speaks of: in a file, in an argument, in a column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Location:
    """A name, and a line and a column there. Lines and columns count from 1; 0 stands for all of it."""

    name: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.line}:{self.column}" if self.line else self.name

    @property
    def end(self) -> tuple[int, int]:
        """The line and the column after the last character of what stands there; (0, 0) if that is not known."""
        return 0, 0

    def here(self) -> Self:
        """The location, for what asks for it when it is wanted."""
        return self


@dataclass(frozen=True, slots=True)
class SourceLocation(Location):
    """A place in a file, which is named by its path, and where what stands there ends (`end`). Two that begin alike are
    equal, whatever is known of their ends."""

    end_line: int = field(default=0, compare=False)
    end_column: int = field(default=0, compare=False)

    @property
    def end(self) -> tuple[int, int]:
        """The line and the column after the last character of what stands there; (0, 0) if that is not known."""
        return self.end_line, self.end_column


@dataclass(frozen=True, slots=True)
class ArgumentLocation(Location):
    """An option or a word of the command line, or an argument in Python and what is within it: `profile["jobs"][0]`."""


@dataclass(frozen=True, slots=True)
class ColumnLocation(Location):
    """A column of a table, or a cell of it as Python writes it: `table["age"][3]`."""
