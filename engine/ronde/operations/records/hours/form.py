"""Hours of work over periods that may overlap: all, or those of the best run or group: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.records.hours.written import measured
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of hours of work in a window, capped by week over all periods. Errors: CompileError."""
    return measured(low, at.down("hours"), Op.HOURS, continuous=False)
