"""Days worked: each day once however many periods overlap, for one candidate and for many, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books
from tests.support.agreement import assert_bounds_hold, assert_machines_agree, assert_one_and_many_agree

from ronde.evaluate import reference
from ronde.evaluate.reference import Candidate
from ronde.explain.reasons import why

AS_OF = date(2024, 6, 1).toordinal()
PERIOD = {"in": "jobs", "from": "jobs.start", "to": "jobs.end"}
BOOK = books.book(
    {
        "jobs.start": books.asked("date", on="jobs"),
        "jobs.end": books.asked("date", on="jobs"),
        "jobs.week": books.asked("number", on="jobs", at_least=0, at_most=60, decimals=1),
        "days": books.fact(days_worked=PERIOD),
        "days.late": books.fact(days_worked={**PERIOD, "window": {"days": 30, "before": "as_of"}}),
        "days.full": books.fact(days_worked={**PERIOD, "per_week": "jobs.week", "minimum_per_week": 30}),
    },
    records={"jobs": books.record()},
)
PLAN = books.plan(BOOK)
DAYS = st.integers(AS_OF - 60, AS_OF + 5)
JOB = {"jobs.start": DAYS, "jobs.end": DAYS, "jobs.week": st.integers(0, 600)}
WHOLE, PART = st.fixed_dictionaries(JOB), st.fixed_dictionaries({}, optional=JOB)


def counted(jobs: Sequence[Mapping[str, int]], first: int, least: int) -> int:
    """One day after the other; the day of the question is not worked."""
    weeks = (
        [job["jobs.week"] if least else 1 for job in jobs if job["jobs.start"] <= day <= job["jobs.end"]]
        for day in range(first, AS_OF)
    )
    return sum(bool(week) and sum(week) >= max(1, least) for week in weeks)


def candidate(jobs: Sequence[Mapping[str, int]] | None) -> Candidate:
    return Candidate({"as_of": AS_OF}, {} if jobs is None else {"jobs": jobs})


@given(st.lists(WHOLE, max_size=4))
def test_each_day_counts_once(jobs: list[dict[str, int]]) -> None:
    """However the periods overlap, and where they end before they start."""
    found = reference.evaluate(PLAN, candidate(jobs)).values
    asked = {"days": (AS_OF - 100, 0), "days.late": (AS_OF - 30, 0), "days.full": (AS_OF - 100, 300)}
    assert {name: found[PLAN.roots[name]] for name in asked} == {
        name: counted(jobs, *how) for name, how in asked.items()
    }


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.none(), st.lists(PART, max_size=3)), min_size=1, max_size=12))
def test_one_candidate_and_many_agree(rows: list[list[dict[str, int]] | None]) -> None:
    """Whatever is known of each period."""
    assert_one_and_many_agree(PLAN, [candidate(jobs) for jobs in (*rows, [])])


@settings(max_examples=3, deadline=None)
@given(st.lists(PART, max_size=3))
def test_the_chainer_agrees(jobs: list[dict[str, int]]) -> None:
    """Both machines find every value alike."""
    assert_machines_agree(PLAN, candidate(jobs))


@given(st.lists(WHOLE, min_size=1, max_size=3), st.sampled_from(sorted(JOB)))
def test_bounds_hold_whatever_the_unknown(jobs: list[dict[str, int]], unknown: str) -> None:
    """What is not known of a period leaves bounds within which the answer lies."""
    part = [{name: value for name, value in jobs[0].items() if name != unknown}, *jobs[1:]]
    whole = reference.evaluate(PLAN, candidate(jobs)).values
    names = ("days", "days.late", "days.full")
    assert_bounds_hold(PLAN, candidate(part), {name: whole[PLAN.roots[name]] for name in names})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_why_lists_the_periods(language: str) -> None:
    """Without hours a week, where none are asked for."""
    jobs: list[dict[str, Any]] = [
        {"start": "2024-01-01", "end": "2024-01-31"},
        {"start": "2024-07-01", "end": "2024-07-02"},
    ]
    decision = books.decide(BOOK, {"jobs": jobs}, "2024-06-01")
    told = [reason.text.replace("\N{NO-BREAK SPACE}", " ") for reason in why(decision, "days", language).below]
    assert (
        told[1]
        == {
            "en": "[1] from January 1, 2024 to January 31, 2024",
            "fr": "[1] du 1er janvier 2024 au 31 janvier 2024",
        }[language]
    )
    assert [reason.mark for reason in why(decision, "days", language).below[1:]] == ["yes", "no"]
