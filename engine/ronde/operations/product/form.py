"""The product of two facts: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.model.types import Kind, Type
from ronde.operations.parts import ordered_fact
from ronde.operations.written import Parts
from ronde.syntax.gather import each_of


def form(low: PlanBuilder, written: Parts, wanted: Type | None) -> int:
    """Its node: a number with the decimals of both facts, an amount if one of them is.

    Errors: CompileError for dates, for two amounts, and if it could be larger than the engine counts."""
    nodes = each_of(partial(ordered_fact, low), written.facts)
    kinds = [low.type_of(node) for node in nodes]
    amounts = sum(kind.kind is Kind.MONEY for kind in kinds)
    if len(kinds) != 2 or amounts > 1 or any(kind.kind is Kind.DATE for kind in kinds):
        raise written.at.fault("product-kinds", kinds=", ".join(kind.kind for kind in kinds))
    ends = [first * second for first in (kinds[0].low, kinds[0].high) for second in (kinds[1].low, kinds[1].high)]
    decimals = sum(kind.decimals for kind in kinds)
    kind = Type(Kind.MONEY if amounts else Kind.NUMBER, decimals, min(ends), max(ends))
    return low.apply("product", written.at, tuple(nodes), low.counted_to(written.at, kind))
