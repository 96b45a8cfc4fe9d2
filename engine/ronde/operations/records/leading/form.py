"""The value of the group of records with the most hours: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.records.hours.written import measured
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of the value of the group with the most hours, or `none`. Errors: CompileError."""
    return measured(low, at.down("leading"), Op.LEADING, continuous=False)
