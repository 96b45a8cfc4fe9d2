"""The first of some answers whose minimum a number reaches: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder, literal_of
from ronde.model.payloads import Match
from ronde.model.types import Kind, NotOfType, Type, read_value
from ronde.operations.scale.syntax import ScaleSyntax
from ronde.operations.table.dense import Row, dense
from ronde.operations.written import PageRow
from ronde.read.structure import WHOLE
from ronde.syntax.values import Literal, Name


def form(low: PlanBuilder, written: ScaleSyntax, wanted: Type | None) -> int:
    """The node of a scale: the answer is the first row whose minimum the key reaches. Errors: CompileError."""
    key = low.ordered(low.fact(written.key), written.key.at)
    kind, answer = low.type_of(key), wanted or Type(Kind.NUMBER)
    if not written.rows:
        raise written.at.fault("table-rows")
    rows: list[Row] = []
    below = kind.high + 1
    for row in written.rows:
        name, cell = row.key, _cell(row, written.column)
        try:
            least = read_value(cell.value, kind)
            value = read_value(int(name) if WHOLE.fullmatch(name) and answer.ordered else name, answer, bounded=False)
        except NotOfType as wrong:
            raise cell.at.wrong(wrong) from None
        if not isinstance(least, int) or least >= below:
            raise cell.at.fault("scale-order", value=cell.value)
        rows.append(Row((Match(((least, below - 1),)),), value, cell.at.location))
        below = least
    return dense(low, written.at, [key], rows, literal_of(written.below, answer), answer)


def _cell(row: PageRow, column: Name | None) -> Literal:
    """The minimum in a row, of the column that is meant. Errors: CompileError if there is none."""
    cell = row.cells.get(column.text) if column else row.cell
    if cell is None or cell.value is None:
        raise row.at.fault("column-missing", column=column.text if column else None)
    return cell
