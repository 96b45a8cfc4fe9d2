"""A date moved by whole years, months and days: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op, Step
from ronde.model.types import DATE, Type
from ronde.operations.parts import date_fact
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a date plus or minus years, months and days. Errors: CompileError."""
    where = at.down("date")
    step = Step(*(_whole(where.down(unit)) for unit in ("years", "months", "days")))
    return low.apply(Op.DATE, where, (date_fact(low, where.down("from")),), DATE, data=step)


def _whole(at: Cursor) -> int:
    if at.tree is None:
        return 0
    if isinstance(at.tree, bool) or not isinstance(at.tree, int):
        raise at.fault("value-not-number", value=at.tree)
    return at.tree
