"""The value of the group of records with the most hours: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.types import Type
from ronde.operations.records.hours.measure import leading
from ronde.operations.records.hours.syntax import HoursSyntax


def form(low: PlanBuilder, written: HoursSyntax, wanted: Type | None) -> int:
    """The node of the value of the group with the most hours, or `none`. Errors: CompileError."""
    return leading(low, written)
