"""Whole calendar years from one date to another: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.operations.parts import two_dates
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of whole calendar years between two dates. Errors: CompileError."""
    return low.apply(Op.YEARS_BETWEEN, at, two_dates(low, at.down("years_between")), Type(Kind.NUMBER, 0, 0, 300))
