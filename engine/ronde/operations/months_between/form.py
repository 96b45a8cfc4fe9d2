"""Whole calendar months from one date to another: how it is written."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.model.types import Kind, Type
from ronde.operations.months_between.syntax import MonthsSyntax
from ronde.operations.parts import date_fact
from ronde.syntax.gather import both

MOST = 300 * 12
"""The engine's calendar has fewer months."""

ENDS = ("last_day", "next_day")
"""When a month is over that has no such day: on its last day, or on the first of the next."""


def form(low: PlanBuilder, written: MonthsSyntax, wanted: Type | None) -> int:
    """The node of whole calendar months between two dates. Errors: CompileError."""
    dates = both(partial(date_fact, low, written.start), partial(date_fact, low, written.end))
    if written.short_month.value not in ENDS:
        raise written.short_month.at.fault("short-month")
    last_day = written.short_month.value == "last_day"
    return low.apply("months_between", written.at, dates, Type(Kind.NUMBER, 0, 0, MOST), data=last_day)
