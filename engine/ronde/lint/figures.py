"""What a fact can come to at most, for the checks of its declared maximum."""

from __future__ import annotations

from ronde.building.index import Definition
from ronde.model.nodes import Fact
from ronde.model.types import read_value


def highest(fact: Fact, definition: Definition, column: str) -> int:
    """The most that a fact can come to, in its inside form; of one column of its table, if one is named."""
    return _most(fact, definition, column) if column and has_columns(definition) else fact.type.high


def has_columns(definition: Definition) -> bool:
    """Whether a fact is a table with columns."""
    table = definition.written.at.down("table")
    return table.has("columns") and not table.down("rows").items()


def _most(fact: Fact, definition: Definition, column: str) -> int:
    cells = (row.literal(column) for _, row in definition.written.at.down("table", "rows").entries())
    return max(int(read_value(cell.value, fact.type, bounded=False)) for cell in cells if cell is not None)
