"""A number brought to a whole number of times a unit, as is said: how it is written."""

from __future__ import annotations

from fractions import Fraction

from ronde.building.builder import PlanBuilder
from ronde.model.types import Kind, Type
from ronde.operations.parts import shared_sum
from ronde.operations.product.form import form as product
from ronde.operations.round.syntax import Rounded, RoundSyntax
from ronde.operations.rounding import finished, rounded, rounding_of
from ronde.operations.written import Parts, Shares
from ronde.syntax.values import Broken, Literal


def form(low: PlanBuilder, written: RoundSyntax, wanted: Type | None) -> int:
    """The node of a number that is rounded. Errors: CompileError."""
    node, bottom = _of(low, written.of)
    kind = low.type_of(node)
    if kind.kind not in (Kind.NUMBER, Kind.MONEY):
        raise written.of.at.fault("not-a-number", found=kind.kind)
    data, unit, decimals = rounding_of(written.rounding, Fraction(1, bottom * 10**kind.decimals))
    least, most = (rounded(end * data.top, data.bottom, data.towards) for end in (kind.low, kind.high))
    return finished(low, written.at, "round", (node,), data, unit, Type(kind.kind, decimals, least, most))


def _of(low: PlanBuilder, written: Rounded) -> tuple[int, int]:
    """The node of what is rounded, and by what it is still to be divided. Errors: CompileError."""
    if isinstance(written, Shares):
        return shared_sum(low, written)
    if isinstance(written, Parts):
        return product(low, written, None), 1
    if isinstance(written, Broken):
        raise written.fault
    if isinstance(written, Literal):
        raise written.at.fault("operand", key=True)
    return shared_sum(low, Shares((written,), written.at))
