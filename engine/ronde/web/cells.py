"""The tables of a draft as fields of a form: which cells they show, what was written in them, what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData

from ronde.api.drafting import Cell, Draft, Grid, Row
from ronde.api.errors import Diagnostic
from ronde.model.locations import Location

TOP, CELL, NEW, REMOVE = "top", "cell", "new", "remove"
"""How the names of fields begin: of what a version says of itself (the keys that lead there follow), of a cell (its
table, row and column follow), of a cell of a row that is to be added (its table and column), and of the button that
takes a row away (its table and row)."""


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell as a field: its name (empty if it is not written here), what stands in it, what is wrong with it."""

    name: str
    text: str
    wrong: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many characters it has room for."""
        return max(4, len(self.text) + 1)


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row: its cells, the value of the button that takes it away (empty for the only one), what else is wrong."""

    cells: tuple[CellShown, ...]
    remove: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridShown:
    """A table: the fact that it is of, what each column is called (names as written), its rows, the names of the fields
    of a row that is to be added, what is wrong with it as a whole."""

    fact: str
    columns: tuple[str, ...]
    rows: tuple[RowShown, ...]
    new: tuple[str, ...]
    wrong: tuple[str, ...]


def written(draft: Draft, form: FormData) -> Draft:
    """The draft with what a form says of itself, of its cells, its new rows, and the row that is taken away. Errors:
    QuestionError."""
    top = {name.removeprefix(f"{TOP}."): str(form[name]).strip() for name in form if name.startswith(f"{TOP}.")}
    draft = draft.with_top(top) if top else draft
    fields = [name for name in form if name.partition(".")[0] in (CELL, NEW)]
    removed = str(form.get("do") or "")
    if not fields and not removed.startswith(f"{REMOVE}."):
        return draft
    cells: dict[int, dict[tuple[int, int], str]] = {}
    new: dict[int, dict[int, str]] = {}
    for name in fields:
        kind, *numbers = name.split(".")
        at = [int(each) for each in numbers if each.isdecimal()]
        if kind == CELL and len(at) == 3:
            cells.setdefault(at[0], {})[at[1], at[2]] = str(form[name])
        elif kind == NEW and len(at) == 2:
            new.setdefault(at[0], {})[at[1]] = str(form[name])
    for number, grid in enumerate(draft.grids()):
        draft = draft.with_cells(grid.path, cells.get(number, {}))
        if removed.startswith(f"{REMOVE}.{number}.") and (row := removed.rpartition(".")[2]).isdecimal():
            draft = draft.without_row(grid.path, int(row))
        added = [new.get(number, {}).get(column, "") for column in range(len(grid.columns))]
        if any(map(str.strip, added)):
            draft = draft.with_row(grid.path, added)
    return draft


def shown(grids: Sequence[Grid], found: Sequence[Diagnostic], language: str) -> list[GridShown]:
    """The tables of a draft with what is wrong, each diagnostic at the smallest part that it is about."""
    return [_grid(number, grid, found, language) for number, grid in enumerate(grids)]


def _grid(number: int, grid: Grid, found: Sequence[Diagnostic], language: str) -> GridShown:
    told: dict[tuple[int, int], list[str]] = {}
    for each in found:
        for place in _places(grid, each):
            told.setdefault(place, []).append(each.message(language))
    rows = tuple(_row(number, at, row, grid, told) for at, row in enumerate(grid.rows))
    new = tuple(f"{NEW}.{number}.{column}" for column in range(len(grid.columns)))
    fact = grid.steps[1] if len(grid.steps) > 1 else grid.steps[0]
    columns = tuple(each[-1] if each else "" for each in grid.columns)
    return GridShown(fact, columns, rows, new, tuple(told.get((-1, -1), ())))


def _row(number: int, at: int, row: Row, grid: Grid, told: Mapping[tuple[int, int], list[str]]) -> RowShown:
    cells = tuple(
        CellShown(
            f"{CELL}.{number}.{at}.{column}" if cell is not None and cell.free else "",
            "" if cell is None else cell.text,
            tuple(told.get((at, column), ())),
        )
        for column, cell in enumerate(row.cells)
    )
    remove = f"{REMOVE}.{number}.{at}" if len(grid.rows) > 1 else ""
    return RowShown(cells, remove, tuple(told.get((at, -1), ())))


def _places(grid: Grid, diagnostic: Diagnostic) -> set[tuple[int, int]]:
    """The cells that a diagnostic is about, by row and column; -1 for the whole of a row or of the table."""
    within = [_place(grid, each) for each in _locations(diagnostic)]
    found = {place for place in within if place is not None}
    if found:
        return found
    above = diagnostic.location.line in range(grid.lines.start - len(grid.steps), grid.lines.stop)
    return {(-1, -1)} if above else set()


def _place(grid: Grid, location: Location) -> tuple[int, int] | None:
    """The cell of a location; else the row, if rows stand on lines of their own; None if it lies elsewhere."""
    for at, row in enumerate(grid.rows):
        for column, cell in enumerate(row.cells):
            if _holds(cell, location):
                return at, column
    within = [at for at, row in enumerate(grid.rows) if row.line <= location.line <= row.last]
    return (within[0], -1) if len(within) == 1 else None


def _holds(cell: Cell | None, location: Location) -> bool:
    return cell is not None and cell.holds(location.line, location.column)


def _locations(diagnostic: Diagnostic) -> list[Location]:
    named = [each for each in diagnostic.params.values() if isinstance(each, Location)]
    return [diagnostic.location, *diagnostic.also, *named]
