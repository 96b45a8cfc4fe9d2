"""How many different values there are over the records that are meant: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.conditions import optional
from ronde.building.lists import codes_of
from ronde.model.limits import MOST_RECORDS
from ronde.model.types import Kind, Type
from ronde.operations.records.parts import gathered
from ronde.operations.records.written import ValueOver
from ronde.syntax.gather import both
from ronde.syntax.values import Name


def form(low: PlanBuilder, written: ValueOver, wanted: Type | None) -> int:
    """The node of how many different values a fact has over records. Errors: CompileError."""
    of, where = both(partial(low.fact, written.of), partial(optional, low, written.over.where))
    most = min(MOST_RECORDS, _possible(low, written.of, low.type_of(of)))
    return gathered(low, written.over, "number_of_different", (where, of), Type(Kind.NUMBER, 0, 0, most), data=most)


def _possible(low: PlanBuilder, name: Name, kind: Type) -> int:
    """How many values a fact can have, as far as that is known."""
    if kind.ordered:
        return kind.high - kind.low + 1
    return len(kind.choices or (codes_of(low.index, name.at, kind.codes) if kind.codes else ())) or MOST_RECORDS
