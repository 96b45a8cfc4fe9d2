"""The value of a dense table for its keys: how it is written, with rows as on the official page.: what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ronde.operations.written import PageRow, page_rows
from ronde.syntax.cursor import Cursor
from ronde.syntax.position import Position
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class Column:
    """The values of a fact for which a column is meant, as written, and the column's name."""

    values: str
    name: str
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Columns:
    """The fact that chooses between the columns, and when it chooses which."""

    choose: Name
    every: tuple[Column, ...]
    at: Position = field(compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each column, once."""
        return tuple(dict.fromkeys(each.name for each in self.every))


@dataclass(frozen=True, slots=True)
class BeyondSyntax:
    """How a table goes on after its last row: by how much for each step, how long a step is, whether a step that is
    begun counts."""

    each: Literal
    per: Literal | None
    begun: bool
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of one key, with columns if it has a second."""

    key: Name
    columns: Columns | None
    rows: tuple[PageRow, ...]
    beyond: BeyondSyntax | None
    otherwise: Literal | None
    at: Position = field(compare=False, repr=False)

    @property
    def keys(self) -> tuple[Name, ...]:
        """The facts that are looked up."""
        return (self.key,)


@dataclass(frozen=True, slots=True)
class GeneralRow:
    """A row of a table of several keys: the values of some of them, and the value; None if either has no form."""

    when: Mapping[str, Literal] | None
    value: Literal | None
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class GeneralTable:
    """A table of several keys."""

    keys: tuple[Name, ...]
    rows: tuple[GeneralRow, ...]
    otherwise: Literal | None
    at: Position = field(compare=False, repr=False)


TableSyntax: TypeAlias = PageTable | GeneralTable


def syntax(at: Cursor) -> TableSyntax:
    """What is written. Errors: CompileError for a key that would go unheeded."""
    here = at.down("table")
    if here.has("keys"):
        here.only("keys", "rows", "otherwise")
        rows = tuple(_general(each) for each in here.down("rows").items())
        return GeneralTable(here.names("keys") or (), rows, here.literal("otherwise"), here)
    here.only("key", "columns", "rows", "beyond", "otherwise")
    columns = _columns(here.down("columns")) if here.has("columns") else None
    beyond = _beyond(here.down("beyond")) if here.has("beyond") else None
    return PageTable(here.named("key"), columns, page_rows(here.down("rows")), beyond, here.literal("otherwise"), here)


def _columns(at: Cursor) -> Columns:
    every = (Column(values, str(each.single().value), each) for values, each in at.entries() if values != "choose")
    return Columns(at.named("choose"), tuple(every), at)


def _general(at: Cursor) -> GeneralRow:
    return GeneralRow(at.down("when").cells(), at.literal("value"), at)


def _beyond(at: Cursor) -> BeyondSyntax:
    return BeyondSyntax(at.written("each"), at.literal("per"), at.written("begun").value is True, at)
