"""The sum of the highest values over the records that are meant: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.limits import MOST_RECORDS
from ronde.model.types import Kind, Type
from ronde.operations.parts import ordered_fact
from ronde.operations.records.parts import gathered
from ronde.operations.records.total_of_best.syntax import BestSyntax
from ronde.syntax.gather import both


def form(low: PlanBuilder, written: BestSyntax, wanted: Type | None) -> int:
    """The node of the sum of the highest values of a fact, which is never below zero. Errors: CompileError."""
    name, over, number = written.values.of, written.values.over, written.number
    of, where = both(partial(ordered_fact, low, name), partial(optional, low, over.where))
    kind = low.type_of(of)
    if kind.kind not in (Kind.NUMBER, Kind.MONEY):
        raise name.at.fault("not-a-number", found=kind.kind)
    if kind.low < 0:
        raise name.at.fault("best-negative", name=name.text)
    if not isinstance(number.value, int) or not 1 <= number.value <= MOST_RECORDS:
        raise number.at.fault("best-number", most=MOST_RECORDS)
    bounds = low.counted_to(name.at, kind.within(0, kind.high * number.value))
    return gathered(low, over, "total_of_best", (where, of), bounds, data=number.value)
