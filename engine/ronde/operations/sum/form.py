"""Several values added: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.operations.parts import extreme, named_facts
from ronde.operations.sum.syntax import SumSyntax


def form(low: PlanBuilder, written: SumSyntax, wanted: Type | None) -> int:
    """The node of a `sum` with its cap and floor. Errors: CompileError."""
    at, parts = written.at, named_facts(low, written.parts)
    kinds = [low.type_of(part) for part in parts]
    kind = Kind.MONEY if any(each.kind is Kind.MONEY for each in kinds) else Kind.NUMBER
    if any(each.kind is Kind.DATE for each in kinds):
        raise at.fault("types-differ", kinds="date")
    bounds = Type(kind, kinds[0].decimals, sum(each.low for each in kinds), sum(each.high for each in kinds))
    node = low.apply(Op.SUM, at, tuple(parts), bounds)
    if written.cap is not None:
        node = extreme(low, at, Op.LEAST, [node, low.number(written.cap)])
    if written.floor is not None:
        node = extreme(low, at, Op.GREATEST, [node, low.number(written.floor)])
    return node
