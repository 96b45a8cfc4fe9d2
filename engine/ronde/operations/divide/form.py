"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a whole quotient, rounded down. Errors: CompileError where the divisor could be zero or less."""
    where = at.down("divide")
    first = low.ordered(low.fact(str(where.down("fact").tree), where.down("fact")), where.down("fact"))
    first, second = low.aligned(where, first, low.number(where.down("by")))
    top, bottom = low.type_of(first), low.type_of(second)
    if bottom.low <= 0:
        raise where.down("by").fault("divide-by-zero")
    ends = [end // part for end in (top.low, top.high) for part in (bottom.low, bottom.high)]
    return low.apply(Op.DIVIDE, where, (first, second), Type(Kind.NUMBER, 0, min(ends), max(ends)))
