"""How many records are meant: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.limits import MOST_RECORDS
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.operations.records.parts import gathered
from ronde.operations.records.written import Over


def form(low: PlanBuilder, written: Over, wanted: Type | None) -> int:
    """The node of how many records meet a condition. Errors: CompileError."""
    args = (optional(low, written.where), low.constant(1, Type(Kind.NUMBER)))
    return gathered(low, written, Op.TOTAL, args, Type(Kind.NUMBER, 0, 0, MOST_RECORDS))
