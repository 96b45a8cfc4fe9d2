"""Days on which periods of work last, each day once: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.types import Type
from ronde.operations.records.hours.measure import days
from ronde.operations.records.hours.syntax import HoursSyntax


def form(low: PlanBuilder, written: HoursSyntax, wanted: Type | None) -> int:
    """The node of the days on which periods last. Errors: CompileError."""
    return days(low, written, continuous=False)
