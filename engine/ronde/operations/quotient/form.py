"""A number divided by another, brought to a whole number of times a unit, as is said: how it is written."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.payloads import Rounding
from ronde.model.types import Kind, Type
from ronde.operations.parts import shared_sum
from ronde.operations.quotient.syntax import QuotientSyntax
from ronde.operations.rounding import finished, rounded, rounding_of
from ronde.operations.written import Shares
from ronde.syntax.gather import both


def form(low: PlanBuilder, written: QuotientSyntax, wanted: Type | None) -> int:
    """The node of a quotient that is rounded: an amount, if an amount is divided by a number.

    Errors: CompileError where the divisor could be zero or less, and for what is no number."""
    top_of = partial(shared_sum, low, Shares((written.of,), written.of.at))
    (first, whole), second = both(top_of, partial(low.number, written.by))
    top, bottom = low.type_of(first), low.type_of(second)
    for kind, at in ((top, written.of.at), (bottom, written.by.at)):
        if kind.kind not in (Kind.NUMBER, Kind.MONEY):
            raise at.fault("not-a-number", found=kind.kind)
    if bottom.low <= 0:
        raise written.by.at.fault("divide-by-zero")
    scale = Fraction(10**bottom.decimals, whole * 10**top.decimals)
    data, unit, decimals = rounding_of(written.rounding, scale)
    amount = top.kind is Kind.MONEY and bottom.kind is Kind.NUMBER
    made = Type(Kind.MONEY if amount else Kind.NUMBER, decimals, *_ends(top, bottom, data))
    return finished(low, written.at, Op.QUOTIENT, (first, second), data, unit, made)


def _ends(top: Type, bottom: Type, data: Rounding) -> tuple[int, int]:
    """The least and the greatest that can come out."""
    ends = [
        rounded(one * data.top, other * data.bottom, data.towards)
        for one in (top.low, top.high)
        for other in (bottom.low, bottom.high)
    ]
    return min(ends), max(ends)
