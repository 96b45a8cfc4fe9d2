"""Why on continuous hours: which run counted, what it begins after, what ended it, and what the weekly cap took."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books

from ronde.explain.reason import Reason
from ronde.explain.reasons import why

JOBS = {
    "jobs.start": books.asked("date", on="jobs"),
    "jobs.end": books.asked("date", on="jobs", missing={"fact": "as_of"}),
    "jobs.weekly": books.asked("number", at_least=0, at_most=168, on="jobs"),
    "jobs.trade": books.asked("text", on="jobs"),
}
PERIOD = {"in": "jobs", "per_week": "jobs.weekly", "from": "jobs.start", "to": "jobs.end", "cap_per_week": 30}
WEEKEND = {**PERIOD, "bridges": {"weekdays": ["saturday", "sunday"]}}
BOOK = books.book(
    JOBS,
    {
        "run": books.fact(continuous_hours=WEEKEND),
        "full": books.fact(continuous_hours={**WEEKEND, "minimum_per_week": 30}),
        "trade": books.fact(continuous_hours={**WEEKEND, "same": "jobs.trade"}),
        "met": books.fact(all=[{"fact": "run", "at_least": 100}]),
    },
    records={"jobs": books.record()},
)
DAY = "2024-03-01"


def told(fact: str, *jobs: dict[str, Any], language: str = "en") -> list[str]:
    """Every sentence of the reasons for a fact."""

    def texts(reason: Reason) -> list[str]:
        return [reason.text, *(text for below in reason.below for text in texts(below))]

    return texts(why(books.decide(BOOK, {"jobs": list(jobs)}, DAY), fact, language))


def job(start: str, end: str, weekly: int = 30, trade: str = "joiner") -> dict[str, Any]:
    """One job as a profile tells it."""
    return {"start": start, "end": end, "weekly": weekly, "trade": trade}


def test_the_gap_that_ended_the_run_is_named_and_the_cap_is_not_blamed() -> None:
    """From a Friday to a Tuesday; what was short is told by the condition."""
    found = told("met", job("2024-01-01", "2024-01-19"), job("2024-01-23", "2024-02-02"))
    assert any("81" in text and "19 short" in text for text in found)
    assert "The run that counts lasts from January 1, 2024 to January 19, 2024: 81 hours" in found
    assert "It is ended by a gap: no work that counts from January 20, 2024 to January 22, 2024 (days: 3)" in found
    assert not any("do not count" in text for text in found)


def test_a_run_that_begins_after_a_gap_says_so() -> None:
    """The gap made the run shorter from the other side."""
    found = told("run", job("2024-01-01", "2024-01-12"), job("2024-01-16", "2024-02-29"))
    assert (
        "Before it, no work that counts from January 13, 2024 to January 15, 2024 (days: 3): what came "
        "earlier is another run" in found
    )
    assert "It lasts to the end of the time that counts" in found


def test_too_few_hours_a_week_are_told_as_such() -> None:
    """A stretch under the minimum is not a gap without work."""
    found = told(
        "full", job("2024-01-01", "2024-01-19"), job("2024-01-20", "2024-01-25", 20), job("2024-01-26", "2024-02-02")
    )
    assert (
        "It is ended by too few hours: fewer than 30 hours a week from January 20, 2024 to January 25, 2024 (days: 6)"
        in found
    )
    assert told("full", job("2024-01-01", "2024-01-19", 20))[-1].startswith("No day counts: fewer than 30 hours a week")


def test_a_weekend_is_no_gap() -> None:
    """A bridged gap ends nothing, and what follows the last job is nothing."""
    found = told("run", job("2024-01-01", "2024-01-12"), job("2024-01-15", "2024-01-31"))
    assert "The run that counts lasts from January 1, 2024 to January 31, 2024: 124 hours" in found
    assert "No work that counts follows it" in found
    assert not any("gap" in text for text in found)


def test_the_cap_is_blamed_for_the_hours_of_the_run_that_it_took() -> None:
    """The hours of other runs are not counted among those that the cap took away."""
    found = told("run", job("2024-01-01", "2024-01-14", 40), job("2024-01-23", "2024-02-29", 30))
    assert not any("do not count" in text for text in found)
    found = told("run", job("2024-01-01", "2024-01-14", 30), job("2024-01-23", "2024-02-29", 40))
    assert any(text.startswith("162 hours counted, not 217") for text in found)


def test_the_run_of_the_best_group_is_told() -> None:
    """By trade: the run is of the trade with the most hours, and its gap is that trade's own."""
    found = told(
        "trade",
        job("2024-01-01", "2024-01-19"),
        job("2024-01-20", "2024-01-25", trade="baker"),
        job("2024-01-26", "2024-02-02"),
    )
    assert "The run that counts lasts from January 1, 2024 to January 19, 2024: 81 hours" in found
    assert "It is ended by a gap: no work that counts from January 20, 2024 to January 25, 2024 (days: 6)" in found


def test_a_run_is_told_in_french() -> None:
    """The same sentences, as they are said in French."""
    found = told("run", job("2024-01-01", "2024-01-19"), job("2024-01-23", "2024-02-02"), language="fr")
    assert any(
        re.fullmatch(r"La suite retenue va du .* au .* : 81 heures", text.replace("\xa0", " ")) for text in found
    )
    assert any(text.startswith("Un intervalle y met fin") for text in found)


@pytest.mark.parametrize("fact", ["run", "full", "trade"])
@settings(derandomize=True, max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 30), st.sampled_from([10, 20, 30, 45]), st.sampled_from("ab")),
        min_size=1,
        max_size=4,
    )
)
def test_the_hours_of_the_run_that_is_told_are_those_recorded(fact: str, jobs: list[tuple[int, int, int, str]]) -> None:
    """What is explained is what was counted, to the hour, whatever the jobs."""
    first = date(2023, 12, 1)
    rows = [
        job((first + timedelta(start)).isoformat(), (first + timedelta(start + days)).isoformat(), weekly, trade)
        for start, days, weekly, trade in jobs
    ]
    counted = books.answer(BOOK, fact, {"jobs": rows}, DAY)
    lines = [text for text in told(fact, *rows) if text.startswith(("The run that counts", "No day counts"))]
    assert len(lines) == 1
    end = f": {counted} hour" if counted == 1 else f": {counted} hours"
    assert lines[0].endswith(end) if counted or "run" in lines[0] else lines[0].startswith("No day")
