"""The first day of the month or of the year of a date: how it is written."""

from __future__ import annotations

from datetime import date

from ronde.building.builder import PlanBuilder
from ronde.model.types import DATE, Type
from ronde.operations.first_day.syntax import FirstDaySyntax
from ronde.operations.parts import date_fact
from ronde.syntax.values import Literal

COMMON_YEAR = 2023
"""A year without February 29, on which no year can begin."""


def form(low: PlanBuilder, written: FirstDaySyntax, wanted: Type | None) -> int:
    """The node of the first day of a date's month, or of its year. Errors: CompileError."""
    day = date_fact(low, written.of)
    if written.within.value == "month" and written.begins is None:
        return low.apply("first_day", written.at, (day,), DATE, data=())
    if written.within.value != "year":
        raise written.at.fault("first-day")
    return low.apply("first_day", written.at, (day,), DATE, data=begins_on(written.begins))


def begins_on(written: Literal | None) -> tuple[int, int]:
    """The month and the day on which a year begins. Errors: CompileError."""
    if written is None:
        return 1, 1
    try:
        first = date.fromisoformat(f"{COMMON_YEAR}-{written.value}")
    except ValueError:
        raise written.at.fault("first-day") from None
    return first.month, first.day
