"""The most hours of work in one unbroken run of periods: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.records.hours.written import measured
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of the most hours gathered in one unbroken run of periods. Errors: CompileError."""
    return measured(low, at.down("continuous_hours"), Op.HOURS, continuous=True)
