"""The most hours of work in one unbroken run of periods: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.types import Type
from ronde.operations.records.hours.measure import total
from ronde.operations.records.hours.syntax import HoursSyntax


def form(low: PlanBuilder, written: HoursSyntax, wanted: Type | None) -> int:
    """The node of the most hours gathered in one unbroken run of periods. Errors: CompileError."""
    return total(low, written, continuous=True)
