"""Civil dates as day numbers: whole years, months and days, with the rules that rulesets rely on.

A date moved by months keeps its day number, or takes the last day of a shorter month. Whole years turn on the
birthday; somebody born on 29 February turns on 1 March of common years.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from ronde.model.payloads import Step
from ronde.model.types import DATE_HIGH, DATE_LOW


def years_between(start: int, end: int) -> int:
    """Whole years from one day to another; 0 where the second comes first."""
    if end <= start:
        return 0
    first, second = date.fromordinal(start), date.fromordinal(end)
    return second.year - first.year - ((second.month, second.day) < (first.month, first.day))


def months_between(start: int, end: int, *, last_day: bool) -> int:
    """Whole months from one day to another; 0 where the second comes first.

    A month that has no day of the first date's number is over on its `last_day`, else on the first of the next.
    """
    if end <= start:
        return 0
    first, second = date.fromordinal(start), date.fromordinal(end)
    reached = 31 if last_day and second.day == monthrange(second.year, second.month)[1] else second.day
    return (second.year - first.year) * 12 + second.month - first.month - (reached < first.day)


def first_day(day: int, begins: tuple[int, ...]) -> int:
    """The first day of a day's month, or of its year if it is said on which month and day a year begins."""
    here = date.fromordinal(day)
    if not begins:
        return here.replace(day=1).toordinal()
    month, first = begins
    found = date(here.year - ((here.month, here.day) < (month, first)), month, first)
    return max(found.toordinal(), DATE_LOW)


def year_of(day: int, _: object) -> int:
    """The year of a day."""
    return date.fromordinal(day).year


def working_day(day: int, closed: tuple[tuple[int, ...], frozenset[int]]) -> int:
    """The first day from a day on that is not one of some days of the week (0 is Monday), nor one of some days."""
    weekend, holidays = closed
    while day < DATE_HIGH and ((day - 1) % 7 in weekend or day in holidays):
        day += 1
    return day


def shift(day: int, step: Step) -> int:
    """The day moved by whole years and months together, then by days; kept within the calendar of the engine."""
    start = date.fromordinal(day)
    months = start.year * 12 + start.month - 1 + step.years * 12 + step.months
    year, month = divmod(months, 12)
    if not 1 <= year <= 9998:
        return DATE_LOW if year < 1 else DATE_HIGH
    last = monthrange(year, month + 1)[1]
    moved = date(year, month + 1, min(start.day, last)).toordinal() + step.days
    return min(max(moved, DATE_LOW), DATE_HIGH)
