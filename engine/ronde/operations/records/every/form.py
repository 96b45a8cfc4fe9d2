"""Whether a condition holds of every record that is meant: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition, optional
from ronde.model.nodes import Op
from ronde.model.types import YES_NO, Type
from ronde.operations.records.every.syntax import EverySyntax
from ronde.operations.records.parts import gathered
from ronde.syntax.gather import both


def form(low: PlanBuilder, written: EverySyntax, wanted: Type | None) -> int:
    """The node that says whether all records (that meet `where`) meet a condition. Errors: CompileError."""
    at = written.over.at
    chosen, holds = both(partial(optional, low, written.over.where), partial(condition, low, written.holds))
    fails = low.apply(Op.ALL, at, (chosen, low.apply(Op.NEGATE, at, (holds,), YES_NO)), YES_NO)
    return low.apply(Op.NEGATE, at, (gathered(low, written.over, Op.EXISTS, (fails,), YES_NO),), YES_NO)
