"""Whether a condition holds of one record: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.nodes import Op
from ronde.model.types import YES_NO, Type
from ronde.operations.records.parts import gathered
from ronde.operations.records.written import Over


def form(low: PlanBuilder, written: Over, wanted: Type | None) -> int:
    """The node that says whether some record meets a condition. Errors: CompileError."""
    return gathered(low, written, Op.EXISTS, (optional(low, written.where),), YES_NO)
