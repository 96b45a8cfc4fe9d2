"""The value beside the first condition that holds, else the last: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition
from ronde.model.types import Type
from ronde.operations.parts import branch_value, chosen
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a `choose`: the first branch whose condition holds.

    Errors: CompileError if `otherwise` is not last."""
    branches = at.down("choose").items()
    if not branches or not branches[-1].has("otherwise") or any(branch.has("otherwise") for branch in branches[:-1]):
        raise at.fault("choose-otherwise")
    conditions = [condition(low, branch.down("when")) for branch in branches[:-1]]
    values = [branch_value(low, branch.down("value"), wanted) for branch in branches[:-1]]
    values.append(branch_value(low, branches[-1].down("otherwise"), wanted))
    return chosen(low, at, conditions, values, branches)
