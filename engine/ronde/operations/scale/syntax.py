"""The first of some answers whose minimum a number reaches: what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """An answer, and the minimum that it takes: one, or one in each column."""

    answer: str
    least: Literal
    columns: Mapping[str, Literal]
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ScaleSyntax:
    """The fact that is measured, by which column, the answers from the highest down, and what is below them all."""

    key: Name
    column: Name | None
    rows: tuple[ScaleRow, ...]
    below: Literal
    at: Position = field(compare=False, repr=False)


def syntax(at: Cursor) -> ScaleSyntax:
    """What is written."""
    here = at.down("scale")
    rows = tuple(_row(answer, each) for answer, each in here.down("rows").entries())
    return ScaleSyntax(here.named("key"), here.name("column"), rows, here.written("below"), here)


def _row(answer: str, at: Cursor) -> ScaleRow:
    return ScaleRow(answer, at.single(), at.cells() or {}, at)
