"""Months between dates, first days, years and working days: against the calendar itself, for one and for many."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books
from tests.support.columns import Decided, differences

from ronde.evaluate import reference
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.reference import Candidate
from ronde.messages.diagnostics import ValidationError
from ronde.model.types import DATE_HIGH, DATE_LOW
from ronde.operations.bounds import bounds

HOLIDAYS = ("2024-07-01", "2024-12-25", "2024-12-26", "2025-01-01")
LIST = {"holidays": {"label": books.TEXTS, "source": "act", "items": dict.fromkeys(HOLIDAYS, books.TEXTS)}}
CLOSED = {"weekend": ["saturday", "sunday"], "holidays": "holidays"}


def spanned(rule: str) -> dict[str, Any]:
    return books.fact(months_between={"from": "a", "to": "b", "short_month": rule})


BOOK = books.book(
    {
        "a": books.asked("date"),
        "b": books.asked("date"),
        "months.last_day": spanned("last_day"),
        "months.next_day": spanned("next_day"),
        "first.of_month": books.fact(first_day={"of": "a", "in": "month"}),
        "first.of_year": books.fact(first_day={"of": "a", "in": "year"}),
        "first.of_benefit_year": books.fact(first_day={"of": "a", "in": "year", "begins": "07-01"}),
        "year": books.fact(year_of="a"),
        "due": books.fact(working_day={"from": "a", **CLOSED}),
    },
    lists=LIST,
)
PLAN = books.plan(BOOK)
NAMES = [name for name in PLAN.roots if name not in ("a", "b", "as_of")]
NEAR = st.integers(date(2023, 11, 1).toordinal(), date(2025, 3, 31).toordinal())
DAYS = st.one_of(NEAR, NEAR, st.integers(DATE_LOW, DATE_HIGH))


def said(a: date, b: date) -> dict[str, int]:
    """What each comes to, one day after the other."""
    over = {"last_day": 0, "next_day": 0}
    for rule in over:
        for month in range(1, 1 + max(0, (b.year - a.year) * 12 + b.month - a.month)):
            year, place = divmod(a.year * 12 + a.month - 1 + month, 12)
            last = monthrange(year, place + 1)[1]
            done = date(year, place + 1, min(a.day, last)) + timedelta(a.day > last and rule == "next_day")
            over[rule] += done <= b
    due = a
    while due.weekday() > 4 or due.isoformat() in HOLIDAYS:
        due += timedelta(1)
    july = date(a.year, 7, 1)
    return {
        **{f"months.{rule}": found for rule, found in over.items()},
        "first.of_month": a.replace(day=1).toordinal(),
        "first.of_year": date(a.year, 1, 1).toordinal(),
        "first.of_benefit_year": (july if july <= a else date(a.year - 1, 7, 1)).toordinal(),
        "year": a.year,
        "due": due.toordinal(),
    }


def candidate(row: Mapping[str, int]) -> Candidate:
    return Candidate({"as_of": date(2024, 6, 1).toordinal(), **row})


@given(NEAR, NEAR)
def test_each_is_what_the_calendar_says(a: int, b: int) -> None:
    """Whatever the two days; where the second comes first, no month is over."""
    found = reference.evaluate(PLAN, candidate({"a": a, "b": b})).values
    assert {name: found[PLAN.roots[name]] for name in NAMES} == said(date.fromordinal(a), date.fromordinal(b))


@pytest.mark.parametrize(
    ("start", "end", "last_day", "next_day"),
    [
        ("2024-01-31", "2024-02-28", 0, 0),
        ("2024-01-31", "2024-02-29", 1, 0),
        ("2024-01-31", "2024-03-01", 1, 1),
        ("2023-01-29", "2023-02-28", 1, 0),
        ("2024-02-29", "2024-03-29", 1, 1),
        ("2024-02-29", "2024-03-28", 0, 0),
        ("2024-06-30", "2024-06-30", 0, 0),
        ("2024-06-30", "2023-06-30", 0, 0),
    ],
)
def test_the_ends_of_months(start: str, end: str, last_day: int, next_day: int) -> None:
    """A month that is too short is over on its last day, or on the day after it."""
    told = books.answers(books.decide(BOOK, {"a": start, "b": end}, "2024-06-01"))
    assert (told["months.last_day"], told["months.next_day"]) == (last_day, next_day)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional={"a": DAYS, "b": DAYS}), min_size=1, max_size=20))
def test_one_candidate_and_many_agree(rows: list[dict[str, int]]) -> None:
    """Whatever of the two days is known, to the ends of the engine's calendar."""
    candidates = [candidate(row) for row in rows]
    assert differences(Decided(PLAN, candidates, [reference.evaluate(PLAN, each) for each in candidates])) == []


@settings(max_examples=3, deadline=None)
@given(st.fixed_dictionaries({}, optional={"a": DAYS, "b": DAYS}))
def test_the_chainer_agrees(row: dict[str, int]) -> None:
    """Both machines find every value alike."""
    assert best_machine().evaluate(PLAN, candidate(row)).values == reference.evaluate(PLAN, candidate(row)).values


@given(NEAR, NEAR)
def test_an_unknown_end_leaves_every_number_of_months(a: int, b: int) -> None:
    """The bounds hold what the end may turn out to be."""
    found = reference.evaluate(PLAN, candidate({"a": a})).values[PLAN.roots["months.last_day"]]
    low, high = bounds(found)  # type: ignore[arg-type]
    assert low <= said(date.fromordinal(a), date.fromordinal(b))["months.last_day"] <= high


REFUSED = {
    "first-day": {"first_day": {"of": "a", "in": "year", "begins": "02-29"}},
    "not-a-date": {"year_of": "months.last_day"},
    "value-not-date": {"working_day": {"from": "a", "weekend": [], "holidays": "colours"}},
    "list-unknown": {"working_day": {"from": "a", "weekend": [], "holidays": "nothing"}},
    "weekend": {"working_day": {"from": "a", "weekend": ["sunday", "sunday"], "holidays": "holidays"}},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_no_day_is_refused(code: str) -> None:
    """One finding for each cause."""
    colours = {"label": books.TEXTS, "source": "act", "items": {"red": books.TEXTS}}
    facts = {"a": books.asked("date"), "b": books.asked("date"), "months.last_day": spanned("last_day")}
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({**facts, "made": books.fact(**REFUSED[code])}, lists={**LIST, "colours": colours}))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]
