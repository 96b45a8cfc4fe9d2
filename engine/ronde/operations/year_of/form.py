"""The year of a date: how it is written."""

from __future__ import annotations

from datetime import date

from ronde.building.builder import PlanBuilder
from ronde.model.types import DATE_HIGH, DATE_LOW, Kind, Type
from ronde.operations.parts import date_fact
from ronde.syntax.values import Name


def form(low: PlanBuilder, written: Name, wanted: Type | None) -> int:
    """The node of the year of a date. Errors: CompileError."""
    least, most = (date.fromordinal(day).year for day in (DATE_LOW, DATE_HIGH))
    return low.apply("year_of", written.at, (date_fact(low, written),), Type(Kind.NUMBER, 0, least, most))
