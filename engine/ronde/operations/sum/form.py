"""Several values added: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.operations.parts import extreme, named_facts
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a `sum` with its cap and floor. Errors: CompileError."""
    parts = named_facts(low, at.down("sum"))
    kinds = [low.type_of(part) for part in parts]
    kind = Kind.MONEY if any(each.kind is Kind.MONEY for each in kinds) else Kind.NUMBER
    if any(each.kind is Kind.DATE for each in kinds):
        raise at.fault("types-differ", kinds="date")
    bounds = Type(kind, kinds[0].decimals, sum(each.low for each in kinds), sum(each.high for each in kinds))
    node = low.apply(Op.SUM, at, tuple(parts), bounds)
    if at.has("cap"):
        node = extreme(low, at, Op.LEAST, [node, low.number(at.down("cap"))])
    if at.has("floor"):
        node = extreme(low, at, Op.GREATEST, [node, low.number(at.down("floor"))])
    return node
