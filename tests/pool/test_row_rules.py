"""Rules told day by day say of every row what those told row by row do."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ronde.columns.groups import different
from ronde.columns.row_rules import MOST_DAYS, Cases, RowRules, days_of

DATES = st.lists(st.integers(735_000, 735_009), min_size=1, max_size=40)
BY_DAY = np.array([-1, -1, 0, 0, 2, 2, 2, 1, 3, 0], np.int16)
"""The number of the rules of each of ten days; the first two are before there are any."""
OTHER = np.array([0, 1, 1, 3], np.int16)


def told(dates_of_rows: list[int]) -> tuple[RowRules, RowRules]:
    """The same rows, told by day and by row."""
    as_of = np.array(dates_of_rows, np.int32)
    days = days_of(as_of)
    assert days is not None
    return RowRules(as_of, BY_DAY[days.all - 735_000], days), RowRules(as_of, BY_DAY[as_of - 735_000])


def dates(cases: Cases) -> list[int]:
    """Of each case the date; one date may be that of all."""
    found: list[int] = np.broadcast_to(cases.as_of, cases.numbers.shape).tolist()
    return found


def counted(cases: Cases) -> Counter[Any]:
    """How many rows are met with each number and date."""
    rows = np.ones(len(cases.numbers), int) if cases.counts is None else cases.counts
    found: Counter[Any] = Counter()
    for number, day, count in zip(cases.numbers.tolist(), dates(cases), rows.tolist(), strict=True):
        found[number, day] += count
    return found


@given(DATES, st.integers(0, 2**40))
def test_day_by_day_as_row_by_row(days: list[int], chosen: int) -> None:
    good = np.array([chosen >> row & 1 for row in range(len(days))], bool)
    as_they_are = told(days)
    for by_day, by_row in (as_they_are, [each.renumbered(OTHER) for each in as_they_are]):
        assert by_day.numbers.tolist() == by_row.numbers.tolist()
        assert by_day.met == by_row.met == different(by_row.numbers)
        assert counted(by_day.cases(good)) == counted(by_row.cases(good))
        one, other = by_day.case_of(good), by_row.case_of(good)
        assert (one.numbers.tolist(), dates(one)) == (other.numbers.tolist(), dates(other))


def test_no_rules_stay_no_rules() -> None:
    by_day, _ = told([735_000, 735_002, 735_007])
    assert by_day.numbers.tolist() == [-1, 0, 1]
    assert by_day.renumbered(np.array([5, 6, 7, 8], np.int16)).numbers.tolist() == [-1, 5, 6]


def test_dates_too_far_apart_are_told_by_row() -> None:
    assert days_of(np.array([], np.int32)) is None
    assert days_of(np.array([0, MOST_DAYS - 1])) is not None
    assert days_of(np.array([0, MOST_DAYS])) is None
