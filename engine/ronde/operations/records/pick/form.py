"""The value of the record that comes first by an order, else a given one: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.records.parts import gathered, with_none
from ronde.operations.records.pick.syntax import PickSyntax


def form(low: PlanBuilder, written: PickSyntax, wanted: Type | None) -> int:
    """The node of a value of the best record, or `none`. Errors: CompileError."""
    by = tuple(low.ordered(low.fact(name), name.at) for name in written.by)
    value = low.fact(written.value)
    kind, none = with_none(low, written.over.at, value, written.none)
    return gathered(low, written.over, Op.PICK, (optional(low, written.over.where), *by, value), kind, data=none)
