"""The tables written in the text of a file as grids of cells, each with the letters that it takes up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.editing.written import root
from ronde.model.document import pointer
from ronde.read.compose import BLOCKS, Node

ROWS = "rows"
"""The key below which the rows of a table stand, whatever looks them up."""

KEYS = ("key", "of")
"""The keys beside the rows that name what is looked up."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is written in a place of a row: its text, its quotes, the letters from `start` to `end`, its line and its
    column, from 1. One that is not `free` holds more than a single value."""

    text: str
    quotes: str
    start: int
    end: int
    line: int
    column: int
    free: bool

    def holds(self, line: int, column: int) -> bool:
        """Whether a position, from 1, lies in it."""
        return self.line == line and self.column <= column <= self.column + max(self.end - self.start, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell for each column (None if it says nothing there), its letters, its first and last line, from 1."""

    cells: tuple[Cell | None, ...]
    start: int
    end: int
    line: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the steps that lead to its rows; what each column is called, as the keys that lead to it in a row; the
    rows. If it is `keyed`, the first column is what the rows are looked up by; `flow` says whether the rows stand in
    brackets."""

    steps: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    keyed: bool
    flow: bool

    @property
    def path(self) -> str:
        """What names it in its file."""
        return pointer(self.steps)

    @property
    def lines(self) -> range:
        """The numbers of its lines, from 1."""
        return range(self.rows[0].line, self.rows[-1].last + 1)


def grids(text: str, file: str) -> list[Grid]:
    """Every table of a text that has rows, in order. Errors: ValidationError for a broken text."""
    top = root(text, file)
    return [] if top is None else list(_below(top, text, ()))


def _below(node: Node, text: str, steps: tuple[str, ...]) -> Iterator[Grid]:
    if node.id == "mapping":
        beside = {str(key.value): value for key, value in node.value}
        for key, value in beside.items():
            if key == ROWS and (made := _grid(value, text, beside, (*steps, key))) is not None:
                yield made
            else:
                yield from _below(value, text, (*steps, key))
    elif node.id == "sequence":
        for number, each in enumerate(node.value):
            yield from _below(each, text, (*steps, str(number)))


def _grid(node: Node, text: str, beside: dict[str, Node], steps: tuple[str, ...]) -> Grid | None:
    """The grid of what stands as rows; None if these are no rows."""
    keyed = node.id == "mapping"
    pairs = node.value if keyed else [(None, each) for each in node.value] if node.id == "sequence" else []
    if not pairs or not (keyed or all(each.id == "mapping" for _, each in pairs)):
        return None
    found = [(key, value, dict(_leaves(value, ()))) for key, value in pairs]
    columns = tuple(dict.fromkeys(column for _, _, leaves in found for column in leaves))
    rows = []
    for key, value, leaves in found:
        cells = [_cell(leaves[column], text) if column in leaves else None for column in columns]
        first = value if key is None else key
        end = _end(value)
        line = first.start_mark.line + 1
        own = [_cell(key, text), *cells] if key is not None else cells
        rows.append(Row(tuple(own), first.start_mark.index, end, line, line + text.count("\n", _start(first), end)))
    named = next((str(beside[each].value) for each in KEYS if each in beside and beside[each].id == "scalar"), "")
    return Grid(steps, ((named,), *columns) if keyed else columns, tuple(rows), keyed, bool(node.flow_style))


def _leaves(node: Node, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    """What the cells of a row hold, each with the keys that lead to it; a row of one value has one cell."""
    if node.id != "mapping":
        yield steps, node
        return
    for key, value in node.value:
        yield from _leaves(value, (*steps, str(key.value)))


def _cell(node: Node, text: str) -> Cell:
    begin, end = node.start_mark, _end(node)
    single = node.id == "scalar" and node.style not in BLOCKS
    shown = str(node.value) if single else text[begin.index : end]
    style = (node.style or "") if node.id == "scalar" else ""
    return Cell(shown, style, begin.index, end, begin.line + 1, begin.column + 1, single)


def _start(node: Node) -> int:
    return node.start_mark.index


def _end(node: Node) -> int:
    """Where the last letter of a node is over: what stands on lines of its own ends with the last value in it."""
    if node.id == "scalar" or node.flow_style:
        return node.end_mark.index
    parts = [part for pair in node.value for part in pair] if node.id == "mapping" else node.value
    return max(map(_end, parts), default=node.end_mark.index)
