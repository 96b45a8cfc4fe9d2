"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.operations.divide.syntax import DivideSyntax
from ronde.operations.parts import ordered_fact
from ronde.syntax.gather import both


def form(low: PlanBuilder, written: DivideSyntax, wanted: Type | None) -> int:
    """The node of a whole quotient, rounded down. Errors: CompileError where the divisor could be zero or less."""
    sides = both(partial(ordered_fact, low, written.fact), partial(low.number, written.by))
    first, second = low.aligned(written.at, *sides)
    top, bottom = low.type_of(first), low.type_of(second)
    if bottom.low <= 0:
        raise written.by.at.fault("divide-by-zero")
    ends = [end // part for end in (top.low, top.high) for part in (bottom.low, bottom.high)]
    return low.apply(Op.DIVIDE, written.at, (first, second), Type(Kind.NUMBER, 0, min(ends), max(ends)))
