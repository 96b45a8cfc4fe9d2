"""The sum of a value over the records that are meant: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.limits import MOST_RECORDS
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.operations.parts import ordered_fact
from ronde.operations.records.parts import gathered
from ronde.operations.records.written import ValueOver
from ronde.syntax.gather import both


def form(low: PlanBuilder, written: ValueOver, wanted: Type | None) -> int:
    """The node of the sum of a fact over records. Errors: CompileError."""
    of, where = both(partial(ordered_fact, low, written.of), partial(optional, low, written.over.where))
    kind = low.type_of(of)
    if kind.kind is Kind.DATE:
        raise written.of.at.fault("not-a-number", found=kind.kind)
    if kind.kind is Kind.YES_NO:
        kind = Type(Kind.NUMBER, 0, kind.low, kind.high)
    bounds = kind.within(min(0, kind.low) * MOST_RECORDS, max(0, kind.high) * MOST_RECORDS)
    return gathered(low, written.over, Op.TOTAL, (where, of), bounds)
