"""The value of the record that comes first by an order, else a given one: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.parts import ordered_fact
from ronde.operations.records.parts import gathered, with_none
from ronde.operations.records.pick.syntax import PickSyntax
from ronde.syntax.gather import both, each_of


def form(low: PlanBuilder, written: PickSyntax, wanted: Type | None) -> int:
    """The node of a value of the best record, or `none`. Errors: CompileError."""
    order = partial(each_of, partial(ordered_fact, low), written.by)
    facts = partial(both, order, partial(low.fact, written.value))
    (by, value), where = both(facts, partial(optional, low, written.over.where))
    kind, none = with_none(low, written.over.at, value, written.none)
    return gathered(low, written.over, Op.PICK, (where, *by, value), kind, data=none)
