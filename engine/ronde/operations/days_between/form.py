"""Days from one date to another: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import DATE_HIGH, DATE_LOW, Kind, Type
from ronde.operations.parts import date_nodes
from ronde.operations.written import TwoDates


def form(low: PlanBuilder, written: TwoDates, wanted: Type | None) -> int:
    """The node of days between two dates (negative where the second is first). Errors: CompileError."""
    span = DATE_HIGH - DATE_LOW
    return low.apply(Op.DAYS_BETWEEN, written.at, date_nodes(low, written), Type(Kind.NUMBER, 0, -span, span))
