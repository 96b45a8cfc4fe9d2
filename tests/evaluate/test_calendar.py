"""Whole years, months and days: the day number is kept or the month's last day taken; years turn on the birthday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import books

from ronde.model.payloads import Step
from ronde.model.types import DATE_HIGH, DATE_LOW
from ronde.operations.calendar import shift, years_between

DAYS = st.dates(date(1910, 1, 1), date(2190, 12, 31))


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2000-02-29", "2001-02-28", 0),
        ("2000-02-29", "2001-03-01", 1),
        ("2000-02-29", "2004-02-28", 3),
        ("2000-02-29", "2004-02-29", 4),
        ("2000-02-28", "2001-02-28", 1),
        ("2000-03-01", "2001-02-28", 0),
        ("2000-03-01", "2001-03-01", 1),
        ("1990-07-15", "2020-07-14", 29),
        ("1990-07-15", "2020-07-15", 30),
        ("1990-12-31", "1991-12-30", 0),
        ("1990-12-31", "1991-01-01", 0),
        ("2020-05-05", "2020-05-05", 0),
        ("2020-05-05", "2019-05-05", 0),
        ("2020-05-05", "1990-01-01", 0),
    ],
)
def test_whole_years_turn_on_the_birthday(start: str, end: str, years: int) -> None:
    """A year is over on the same day of the month; somebody born on 29 February turns on 1 March of common years."""
    assert years_between(day(start), day(end)) == years


@pytest.mark.parametrize(
    ("start", "step", "end"),
    [
        ("2024-03-31", Step(months=-1), "2024-02-29"),
        ("2023-03-31", Step(months=-1), "2023-02-28"),
        ("2023-05-31", Step(months=1), "2023-06-30"),
        ("2023-05-31", Step(months=2), "2023-07-31"),
        ("2023-02-28", Step(months=1), "2023-03-28"),
        ("2023-01-15", Step(months=-36), "2020-01-15"),
        ("2024-02-29", Step(years=-1), "2023-02-28"),
        ("2024-02-29", Step(years=-4), "2020-02-29"),
        ("2024-02-29", Step(years=1), "2025-02-28"),
        ("2023-02-28", Step(years=1), "2024-02-28"),
        ("2024-02-29", Step(years=1, months=-12), "2024-02-29"),
        ("2023-03-31", Step(months=-1, days=1), "2023-03-01"),
        ("2023-12-31", Step(days=1), "2024-01-01"),
        ("2023-01-01", Step(days=-1), "2022-12-31"),
        ("2023-11-30", Step(months=3), "2024-02-29"),
        ("2023-06-15", Step(), "2023-06-15"),
    ],
)
def test_a_date_moves_by_years_and_months_then_by_days(start: str, step: Step, end: str) -> None:
    """The day number is kept, or the last day of a shorter month taken; days are added after that."""
    assert shift(day(start), step) == day(end)


@pytest.mark.parametrize("step", [Step(years=9000), Step(years=-9000), Step(days=10**6), Step(days=-(10**6))])
def test_a_date_never_leaves_the_calendar(step: Step) -> None:
    """Moved beyond what the engine counts, a date stays at the calendar's edge."""
    assert shift(day("2020-06-15"), step) in (DATE_LOW, DATE_HIGH)


@given(DAYS, st.integers(-200, 200))
def test_months_keep_the_day_or_take_the_last(start: date, months: int) -> None:
    """Moving by months lands in that month, on the same day or on the last one."""
    moved = date.fromordinal(shift(start.toordinal(), Step(months=months)))
    if date(1901, 1, 1) < moved < date(2199, 1, 1):
        assert moved.year * 12 + moved.month == start.year * 12 + start.month + months
        assert moved.day == min(start.day, monthrange(moved.year, moved.month)[1])


@given(DAYS, DAYS, st.integers(-30, 30), st.integers(-30, 30), st.integers(-500, 500))
def test_moving_keeps_the_order_of_dates(first: date, second: date, years: int, months: int, days: int) -> None:
    """A later date never lands before an earlier one, so the bounds of an unknown date stay bounds."""
    step = Step(years, months, days)
    if first <= second:
        assert shift(first.toordinal(), step) <= shift(second.toordinal(), step)


@given(DAYS, DAYS)
def test_years_count_birthdays(start: date, end: date) -> None:
    """Whole years are the birthdays after the first day, one for each year whose date has come."""
    came = 0
    while True:
        try:
            birthday = start.replace(year=start.year + came + 1)
        except ValueError:
            birthday = date(start.year + came + 1, 3, 1)
        if birthday > end:
            break
        came += 1
    assert years_between(start.toordinal(), end.toordinal()) == came


@given(DAYS, DAYS)
def test_years_grow_by_one_at_a_time(start: date, end: date) -> None:
    """The day before has as many years, or one less."""
    now = years_between(start.toordinal(), end.toordinal())
    before = years_between(start.toordinal(), (end - timedelta(days=1)).toordinal())
    assert now - before in (0, 1)


def test_the_language_counts_by_the_same_calendar() -> None:
    """years_between, days_between and date of the language give what the calendar gives."""
    book = books.book(
        {
            "born": books.asked("date"),
            "age": books.fact(years_between={"from": "born", "to": "as_of"}),
            "lived": books.fact(days_between={"from": "born", "to": "as_of"}),
            "since": books.fact(date={"from": "as_of", "months": -1}),
            "until": books.fact(date={"from": "as_of", "years": 1, "days": -1}),
        }
    )
    got = books.answers(books.decide(book, {"born": "2000-02-29"}, "2023-03-31"))
    assert got == {"born": "2000-02-29", "age": 23, "lived": 8431, "since": "2023-02-28", "until": "2024-03-30"}
    assert books.answers(books.decide(book, {"born": "2000-02-29"}, "2023-02-28"))["age"] == 22
    assert books.answers(books.decide(book, {"born": "2030-01-01"}, "2023-01-01"))["lived"] == -2557
