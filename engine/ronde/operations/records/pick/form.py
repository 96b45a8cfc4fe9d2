"""The value of the record that comes first by an order, else a given one: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.records.parts import over, with_none
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a value of the best record, or `none`. Errors: CompileError."""
    where = at.down("pick")
    by = tuple(low.ordered(low.fact(str(name.tree), name), name) for name in where.down("by").items())
    value = low.fact(str(where.down("value").tree), where.down("value"))
    kind, none = with_none(low, where, value)
    return over(low, where, Op.PICK, (optional(low, where.down("where")), *by, value), kind, data=none)
