"""Hours of work over periods that may overlap: all, or those of the best run or group: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.types import Type
from ronde.operations.records.hours.measure import total
from ronde.operations.records.hours.syntax import HoursSyntax


def form(low: PlanBuilder, written: HoursSyntax, wanted: Type | None) -> int:
    """The node of hours of work in a window, capped by week over all periods. Errors: CompileError."""
    return total(low, written, continuous=False)
