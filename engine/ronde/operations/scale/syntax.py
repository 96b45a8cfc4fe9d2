"""The first of some answers whose minimum a number reaches: what is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ronde.operations.written import PageRow, page_rows
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class ScaleSyntax:
    """The fact that is measured, by which column, the answers with their
    minimum, from the highest down, and what is below them all."""

    key: Name
    column: Name | None
    rows: tuple[PageRow, ...]
    below: Literal
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> ScaleSyntax:
    """What is written."""
    here = at.down("scale")
    return ScaleSyntax(
        here.named("key"), here.name("column"), page_rows(here.down("rows")), here.written("below"), here
    )
