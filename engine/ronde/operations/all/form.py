"""Whether all of several conditions hold: the least of truths: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import group
from ronde.model.types import Type
from ronde.syntax.conditions import ConditionGroup


def form(low: PlanBuilder, written: ConditionGroup, wanted: Type | None) -> int:
    """Its node. Errors: CompileError."""
    return group(low, written)
