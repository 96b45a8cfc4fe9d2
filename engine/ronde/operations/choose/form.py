"""The value beside the first condition that holds, else the last: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition
from ronde.model.types import Type
from ronde.operations.choose.syntax import ChooseSyntax
from ronde.operations.parts import branch_value, chosen
from ronde.syntax.gather import both, each_of


def form(low: PlanBuilder, written: ChooseSyntax, wanted: Type | None) -> int:
    """The node of a `choose`: the first branch whose condition holds. Errors: CompileError."""
    tests = [branch.when for branch in written.branches]
    given = [*(branch.value for branch in written.branches), written.otherwise]
    conditions, values = both(
        partial(each_of, partial(condition, low), tests), partial(each_of, partial(branch_value, low, wanted), given)
    )
    return chosen(low, written.at, conditions, values, [*(each.at for each in written.branches), written.otherwise_at])
