"""The first working day from a date on: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.lists import codes_of
from ronde.model.types import DATE, NotOfType, Type, read_date
from ronde.operations.parts import date_fact
from ronde.operations.records.hours.measure import WEEKDAYS
from ronde.operations.working_day.syntax import WorkingDaySyntax
from ronde.syntax.values import Name


def form(low: PlanBuilder, written: WorkingDaySyntax, wanted: Type | None) -> int:
    """The node of the first day from a date on that is neither of the weekend nor a holiday. Errors: CompileError."""
    day = date_fact(low, written.start)
    named = [each.text for each in written.weekend]
    if not set(named) < set(WEEKDAYS) or len(named) != len(set(named)):
        raise written.at.fault("weekend")
    low.rest_on_list(written.holidays.text)
    codes = codes_of(low.index, written.holidays.at, written.holidays.text)
    holidays = frozenset(_day(code, written.holidays) for code in codes)
    weekend = tuple(sorted(map(WEEKDAYS.index, named)))
    return low.apply("working_day", written.at, (day,), DATE, data=(weekend, holidays))


def _day(code: str, holidays: Name) -> int:
    """The day of a holiday. Errors: CompileError if its code is no date."""
    try:
        return read_date(code)
    except NotOfType as wrong:
        raise holidays.at.wrong(wrong) from None
