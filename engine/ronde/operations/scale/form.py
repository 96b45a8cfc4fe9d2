"""The first of some answers whose minimum a number reaches: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Match
from ronde.model.types import Kind, NotOfType, Type, read_value
from ronde.operations.table.dense import Row, dense, value_at
from ronde.read.structure import WHOLE
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a scale: the answer is the first row whose minimum the key reaches. Errors: CompileError."""
    at = at.down("scale")
    key = low.ordered(low.fact(str(at.down("key").tree), at.down("key")), at.down("key"))
    kind, answer = low.type_of(key), wanted or Type(Kind.NUMBER)
    rows: list[Row] = []
    below = kind.high + 1
    for name, cell in _scale_cells(at):
        try:
            least = read_value(cell.tree, kind)
            value = read_value(int(name) if WHOLE.fullmatch(name) and answer.ordered else name, answer, bounded=False)
        except NotOfType as wrong:
            raise cell.wrong(wrong) from None
        if not isinstance(least, int) or least >= below:
            raise cell.fault("scale-order", value=cell.tree)
        rows.append(Row((Match(((least, below - 1),)),), value, cell.place))
        below = least
    return dense(low, at, [key], rows, value_at(at.down("below"), answer), answer)


def _scale_cells(at: Cursor) -> list[tuple[str, Cursor]]:
    rows, column = at.down("rows"), at.down("column").tree
    if not isinstance(rows.tree, dict) or not rows.tree:
        raise at.fault("table-rows")
    cells = [(name, rows.down(name, str(column)) if column is not None else rows.down(name)) for name in rows.tree]
    for name, cell in cells:
        if cell.tree is None:
            raise rows.down(name).fault("column-missing", column=column)
    return cells
