"""Whole calendar years from one date to another: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.operations.parts import date_nodes
from ronde.operations.written import TwoDates


def form(low: PlanBuilder, written: TwoDates, wanted: Type | None) -> int:
    """The node of whole calendar years between two dates. Errors: CompileError."""
    return low.apply(Op.YEARS_BETWEEN, written.at, date_nodes(low, written), Type(Kind.NUMBER, 0, 0, 300))
