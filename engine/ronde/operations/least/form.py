"""The least of several values: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.parts import extreme, named_facts
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a `least`. Errors: CompileError."""
    return extreme(low, at, Op.LEAST, named_facts(low, at.down("least")))
