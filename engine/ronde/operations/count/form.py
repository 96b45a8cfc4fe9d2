"""How many of several conditions hold: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a `count` of conditions. Errors: CompileError."""
    members = tuple(condition(low, member) for member in at.down("count").items())
    return low.apply(Op.SUM, at, members, Type(Kind.NUMBER, 0, 0, len(members)))
