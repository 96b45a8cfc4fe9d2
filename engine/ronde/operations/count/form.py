"""How many of several conditions hold: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import condition
from ronde.model.nodes import Op
from ronde.model.types import Kind, Type
from ronde.operations.count.syntax import CountSyntax
from ronde.syntax.gather import each_of


def form(low: PlanBuilder, written: CountSyntax, wanted: Type | None) -> int:
    """The node of a `count` of conditions. Errors: CompileError."""
    members = tuple(each_of(partial(condition, low), written.members))
    return low.apply(Op.SUM, written.at, members, Type(Kind.NUMBER, 0, 0, len(members)))
