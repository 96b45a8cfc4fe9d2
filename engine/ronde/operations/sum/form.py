"""Several values added: how it is written."""

from __future__ import annotations

from fractions import Fraction

from ronde.building.builder import PlanBuilder
from ronde.model.fractions import decimals_of
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.parts import extreme, shared_sum
from ronde.operations.sum.syntax import SumSyntax


def form(low: PlanBuilder, written: SumSyntax, wanted: Type | None) -> int:
    """The node of a `sum` with its cap and floor. Errors: CompileError."""
    at = written.at
    node, whole = shared_sum(low, written.parts)
    more = decimals_of(Fraction(1, whole))
    if more is None:
        raise written.parts.at.fault("rounding-needed", of="{sum: […]}")
    kind = low.type_of(node)
    factor, decimals = 10**more // whole, kind.decimals + more
    low.counted_to(written.parts.at, kind.within(kind.low * factor, kind.high * factor))
    node = low.times(node, factor, at, decimals)
    if written.cap is not None:
        node = extreme(low, at, Op.LEAST, [node, low.number(written.cap)])
    if written.floor is not None:
        node = extreme(low, at, Op.GREATEST, [node, low.number(written.floor)])
    return node
