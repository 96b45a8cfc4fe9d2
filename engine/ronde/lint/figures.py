"""What a fact can come to at most, for the checks of its declared maximum."""

from __future__ import annotations

from ronde.building.index import Definition
from ronde.model.nodes import Fact
from ronde.model.types import read_value


def highest(fact: Fact, definition: Definition, column: str) -> int:
    """The most that a fact can come to, in its inside form; of one column of its table, if one is named."""
    table = definition.tree.get("table")
    rows = table.get("rows") if isinstance(table, dict) and isinstance(table.get("columns"), dict) else None
    if not column or not isinstance(rows, dict):
        return fact.type.high
    return max(int(read_value(row[column], fact.type, bounded=False)) for row in rows.values() if isinstance(row, dict))
