"""Calendar weeks with enough days of work: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.types import Type
from ronde.operations.records.hours.measure import calendar
from ronde.operations.records.hours.syntax import HoursSyntax


def form(low: PlanBuilder, written: HoursSyntax, wanted: Type | None) -> int:
    """The node of the calendar weeks with enough days on which periods last. Errors: CompileError."""
    return calendar(low, written, "weeks")
