"""The greatest of several values: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.parts import extreme, named_facts
from ronde.operations.written import Parts


def form(low: PlanBuilder, written: Parts, wanted: Type | None) -> int:
    """The node of a `greatest`. Errors: CompileError."""
    return extreme(low, written.at.above, Op.GREATEST, named_facts(low, written))
