"""A constant, or another fact: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.types import Type
from ronde.operations.parts import branch_value
from ronde.syntax.values import Value


def form(low: PlanBuilder, written: Value, wanted: Type | None) -> int:
    """The node of a `value`: a constant or another fact. Errors: CompileError."""
    return branch_value(low, wanted, written)
