"""The most days of work in one unbroken run of periods: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.types import Type
from ronde.operations.records.hours.measure import days
from ronde.operations.records.hours.syntax import HoursSyntax


def form(low: PlanBuilder, written: HoursSyntax, wanted: Type | None) -> int:
    """The node of the most days gathered in one unbroken run of periods. Errors: CompileError."""
    return days(low, written, continuous=True)
