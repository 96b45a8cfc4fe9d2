"""Cells of a table written anew, and rows added and taken away: the rest of the text stays, with its comments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ronde.editing.grid import Cell, Grid, grids
from ronde.editing.written import root
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.locations import SourceLocation
from ronde.read.compose import Node

Said = tuple[str, str, bool]
"""A node of a text: what it is, the text of a single value, whether that is in quotes."""


def with_cells(text: str, file: str, path: str, cells: Mapping[tuple[int, int], str]) -> str:
    """A text in which some cells of the table at a path, each by its row and column from 0, say something else. What
    says the same, or is no single value, stays. Errors: ValidationError for a path of no table, and for a value that
    cannot stand there."""
    for (row, column), value in cells.items():
        grid = _grid(text, file, path)
        cell = grid.rows[row].cells[column] if row < len(grid.rows) and column < len(grid.columns) else None
        if cell is not None and cell.free and cell.text != value:
            text = _with_cell(text, file, cell, value)
    return text


def with_row(text: str, file: str, path: str, values: Sequence[str]) -> str:
    """A text in which a table has one row more, at its end, with the cells of `values`; of those that are empty a row
    of keys says nothing. Errors: ValidationError for a path of no table, and for a row that cannot stand there."""
    grid = _grid(text, file, path)
    last = grid.rows[-1]
    row = _row(grid, values)
    if grid.flow:
        made = text[: last.end] + ", " + row + text[last.end :]
    else:
        line = text.find("\n", last.end)
        at = len(text) if line < 0 else line + 1
        begin = text.rfind("\n", 0, last.start) + 1
        margin = text[begin : last.start]
        made = text[:at] + ("" if text[:at].endswith("\n") else "\n") + margin + row + "\n" + text[at:]
    return _proved(text, made, file, grid, more=True)


def without_row(text: str, file: str, path: str, row: int) -> str:
    """A text in which a table has one row less. Errors: ValidationError for a path of no table, and for a row that is
    not there, or is the only one."""
    grid = _grid(text, file, path)
    if not 0 <= row < len(grid.rows) or len(grid.rows) == 1:
        raise refuse("grid-row", SourceLocation(file, grid.lines.start, 1))
    own = grid.rows[row]
    if grid.flow and row + 1 < len(grid.rows):
        start, end = own.start, grid.rows[row + 1].start
    elif grid.flow:
        start, end = grid.rows[row - 1].end, own.end
    else:
        start = text.rfind("\n", 0, own.start) + 1
        end = text.find("\n", own.end) + 1 or len(text)
    return _proved(text, text[:start] + text[end:], file, grid, more=False)


def _grid(text: str, file: str, path: str) -> Grid:
    """The table at a path. Errors: ValidationError if there is none."""
    for each in grids(text, file):
        if each.path == path:
            return each
    raise refuse("grid-none", SourceLocation(file), path=path)


def _with_cell(text: str, file: str, cell: Cell, value: str) -> str:
    before = list(_said(root(text, file)))
    gap = " " if cell.start == cell.end and text[cell.start - 1 : cell.start] == ":" else ""
    for each in _ways(cell.quotes, value):
        made = text[: cell.start] + gap + each + text[cell.end :]
        try:
            after = list(_said(root(made, file)))
        except ValidationError:
            continue
        others = [number for number, (one, two) in enumerate(zip(before, after, strict=False)) if one != two]
        if len(before) == len(after) and [after[number][1] for number in others] in ([value], []):
            return made
    raise refuse("grid-value", SourceLocation(file, cell.line, cell.column), value=value)


def _ways(quotes: str, value: str) -> Iterator[str]:
    """How a value may be written, the way of the one before first."""
    if quotes == "'":
        yield "'" + value.replace("'", "''") + "'"
    elif quotes != '"':
        yield value
    yield json.dumps(value, ensure_ascii=False)


def _row(grid: Grid, values: Sequence[str]) -> str:
    """A row as it is written on one line."""
    given = [each.strip() for each in values]
    if not grid.keyed:
        return _mapping(dict(zip(grid.columns, given, strict=False)))
    key, *cells = given
    own = dict(zip(grid.columns[1:], cells, strict=False))
    return f"{_single(key)}: {_single(own[()]) if () in own else _mapping(own)}"


def _mapping(cells: Mapping[tuple[str, ...], str]) -> str:
    """Cells by the keys that lead to them, in braces; those that are empty are left out."""
    parts: dict[str, dict[tuple[str, ...], str]] = {}
    for steps, value in cells.items():
        if value and steps:
            parts.setdefault(steps[0], {})[steps[1:]] = value
    told = (f"{key}: {_single(own[()]) if () in own else _mapping(own)}" for key, own in parts.items())
    return "{" + ", ".join(told) + "}"


def _single(value: str) -> str:
    """A value as it is written in braces: as it is if it is read as that, else in quotes."""
    try:
        said = list(_said(root(f"- [{value}]", "")))
    except ValidationError:
        said = []
    return value if [each[1] for each in said[2:]] == [value] and value else json.dumps(value, ensure_ascii=False)


def _said(node: Node | None) -> Iterator[Said]:
    """What a text says, in order: every key and every value."""
    if node is None:
        return
    yield node.id, str(node.value) if node.id == "scalar" else "", node.id == "scalar" and bool(node.style)
    for each in node.value if node.id != "scalar" else ():
        for part in each if node.id == "mapping" else (each,):
            yield from _said(part)


def _proved(text: str, made: str, file: str, grid: Grid, *, more: bool) -> str:
    """A text made of another, which must say one row more or less and nothing else otherwise. Errors:
    ValidationError."""
    old, new = (text, made) if more else (made, text)
    try:
        less, whole = (list(_said(root(each, file))) for each in (old, new))
    except ValidationError:
        less, whole = [], []
    count = len(whole) - len(less)
    alike = next((at for at, (one, two) in enumerate(zip(less, whole, strict=False)) if one != two), len(less))
    if count <= 0 or whole[alike + count :] != less[alike:]:
        raise refuse("grid-row", SourceLocation(file, grid.lines.start, 1))
    return made
