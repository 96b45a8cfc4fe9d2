"""The greatest value of the records that are meant, else a given one: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.records.parts import record_extreme
from ronde.operations.records.written import ValueOver


def form(low: PlanBuilder, written: ValueOver, wanted: Type | None) -> int:
    """The node of the greatest value of a fact over records, or `none`. Errors: CompileError."""
    return record_extreme(low, written, Op.HIGHEST)
