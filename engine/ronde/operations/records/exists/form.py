"""Whether a condition holds of one record: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.nodes import Op
from ronde.model.types import YES_NO, Type
from ronde.operations.records.parts import over
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node that says whether some record meets a condition. Errors: CompileError."""
    where = at.down("exists")
    return over(low, where, Op.EXISTS, (optional(low, where.down("where")),), YES_NO)
