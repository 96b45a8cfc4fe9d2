"""The value beside the first condition that holds, else the last: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition
from ronde.model.types import Type
from ronde.operations.choose.syntax import ChooseSyntax
from ronde.operations.parts import branch_value, chosen


def form(low: PlanBuilder, written: ChooseSyntax, wanted: Type | None) -> int:
    """The node of a `choose`: the first branch whose condition holds. Errors: CompileError."""
    conditions = [condition(low, branch.when) for branch in written.branches]
    values = [
        branch_value(low, value, wanted) for value in (*(each.value for each in written.branches), written.otherwise)
    ]
    return chosen(low, written.at, conditions, values, [*(each.at for each in written.branches), written.otherwise_at])
