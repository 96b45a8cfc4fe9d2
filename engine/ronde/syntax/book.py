"""What book.yaml says of a book, as written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ronde.syntax.part import Part
from ronde.syntax.values import Name


@dataclass(frozen=True, eq=False)
class BookSyntax(Part):
    """What a book says of itself for its checks."""

    @cached_property
    def answers(self) -> tuple[Name, ...]:
        """The facts, by name or by pattern (`*` stands for any text), that are asked for by themselves."""
        return self.at.names("answers") or ()
