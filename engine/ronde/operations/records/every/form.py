"""Whether a condition holds of every record that is meant: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition, optional
from ronde.model.nodes import Op
from ronde.model.types import YES_NO, Type
from ronde.operations.records.parts import over
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node that says whether all records (that meet `where`) meet a condition. Errors: CompileError."""
    where = at.down("every")
    chosen, holds = optional(low, where.down("where")), condition(low, where.down("holds"))
    fails = low.apply(Op.ALL, where, (chosen, low.apply(Op.NEGATE, where, (holds,), YES_NO)), YES_NO)
    return low.apply(Op.NEGATE, where, (over(low, where, Op.EXISTS, (fails,), YES_NO),), YES_NO)
