"""Calendar weeks and months with enough days of work, and the longest run of days: day by day, for one and for many."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books
from tests.support.agreement import (
    assert_bounds_hold,
    assert_machines_agree,
    assert_native_agrees,
    assert_one_and_many_agree,
)

from ronde.evaluate import reference
from ronde.evaluate.reference import Candidate
from ronde.explain.reasons import why
from ronde.messages.diagnostics import ValidationError

AS_OF = date(2024, 6, 1).toordinal()
PERIOD = {"in": "jobs", "from": "jobs.start", "to": "jobs.end"}
ENOUGH = {"per_week": "jobs.week", "minimum_per_week": 30}
LATE = {"window": {"days": 40, "before": "as_of"}}
BOOK = books.book(
    {
        "jobs.start": books.asked("date", on="jobs"),
        "jobs.end": books.asked("date", on="jobs"),
        "jobs.week": books.asked("number", on="jobs", at_least=0, at_most=60, decimals=1),
        "weeks": books.fact(weeks_worked={**PERIOD, "begins": "sunday", "at_least_days": 3}),
        "weeks.whole": books.fact(weeks_worked={**PERIOD, **ENOUGH, "begins": "monday", "at_least_days": "all"}),
        "months": books.fact(months_worked={**PERIOD, **LATE, "at_least_days": 10}),
        "months.whole": books.fact(months_worked={**PERIOD, "at_least_days": "all"}),
        "run": books.fact(continuous_days={**PERIOD, "bridges": {"weekdays": ["saturday", "sunday"]}}),
        "run.full": books.fact(continuous_days={**PERIOD, **ENOUGH, **LATE, "bridges": {"days": 2}}),
    },
    records={"jobs": books.record()},
)
PLAN = books.plan(BOOK)
NAMES = ("weeks", "weeks.whole", "months", "months.whole", "run", "run.full")
DAYS = range(AS_OF - 90, AS_OF + 6)
EVERY = {"jobs.start": DAYS, "jobs.end": DAYS, "jobs.week": range(601)}
JOB = {name: st.sampled_from(values) for name, values in EVERY.items()}
WHOLE, PART = st.fixed_dictionaries(JOB), st.fixed_dictionaries({}, optional=JOB)


def worked(jobs: Sequence[Mapping[str, int]], first: int, least: int = 0) -> list[int]:
    """The days that count, one after the other."""

    def counts(day: int) -> bool:
        week = [job["jobs.week"] if least else 1 for job in jobs if job["jobs.start"] <= day <= job["jobs.end"]]
        return bool(week) and sum(week) >= max(1, least)

    return [day for day in range(first, AS_OF) if counts(day)]


def units(days: Sequence[int], begins: int | None, least: int) -> int:
    """How many weeks (from a day of the week on), or months, have so many of these days; 0 for all."""

    def of(day: int) -> tuple[Hashable, int]:
        here = date.fromordinal(day)
        if begins is not None:
            return (day - begins) // 7, 7
        return (here.year, here.month), monthrange(here.year, here.month)[1]

    return sum(count >= (least or length) for (_, length), count in Counter(map(of, days)).items())


def longest(days: Sequence[int], bridged: Mapping[int, int]) -> int:
    """The most days in one run, over gaps of so many days by the day of the week on which they begin."""

    def runs() -> Iterator[int]:
        count = 0
        for place, day in enumerate(days):
            gap = day - days[place - 1] - 1 if place else 0
            count = 1 if gap and gap > bridged.get((days[place - 1] + 1) % 7, 0) else count + 1
            yield count

    return max(runs(), default=0)


def said(jobs: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """What each comes to. A day number is a multiple of seven on a Sunday."""
    every, late = worked(jobs, AS_OF - 200), worked(jobs, AS_OF - 40)
    return {
        "weeks": units(every, 0, 3),
        "weeks.whole": units(worked(jobs, AS_OF - 200, 300), 1, 0),
        "months": units(late, None, 10),
        "months.whole": units(every, None, 0),
        "run": longest(every, {6: 2, 0: 1}),
        "run.full": longest(worked(jobs, AS_OF - 40, 300), dict.fromkeys(range(7), 2)),
    }


def candidate(jobs: Sequence[Mapping[str, int]] | None) -> Candidate:
    return Candidate({"as_of": AS_OF}, {} if jobs is None else {"jobs": jobs})


@settings(max_examples=60)
@given(st.lists(WHOLE, max_size=4))
def test_each_is_what_the_days_say(jobs: list[dict[str, int]]) -> None:
    """However the periods overlap, and where they end before they start."""
    found = reference.evaluate(PLAN, candidate(jobs)).values
    assert {name: found[PLAN.roots[name]] for name in NAMES} == said(jobs)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.none(), st.lists(PART, max_size=3)), min_size=1, max_size=12))
def test_one_candidate_and_many_agree(rows: list[list[dict[str, int]] | None]) -> None:
    """Whatever is known of each period."""
    assert_one_and_many_agree(PLAN, [candidate(jobs) for jobs in (*rows, [])])


def test_native_code_agrees() -> None:
    """Whatever is known of each period."""
    assert_native_agrees(PLAN, NAMES[:4], EVERY, AS_OF, most=3)


@settings(max_examples=3, deadline=None)
@given(st.lists(PART, max_size=3))
def test_the_chainer_agrees(jobs: list[dict[str, int]]) -> None:
    """Both machines find every value alike."""
    assert_machines_agree(PLAN, candidate(jobs))


@settings(max_examples=40)
@given(st.lists(WHOLE, min_size=1, max_size=3), st.sampled_from(sorted(JOB)))
def test_bounds_hold_whatever_the_unknown(jobs: list[dict[str, int]], unknown: str) -> None:
    """What is not known of a period leaves bounds within which the answer lies."""
    part = [{name: value for name, value in jobs[0].items() if name != unknown}, *jobs[1:]]
    assert_bounds_hold(PLAN, candidate(part), said(jobs))


JOBS = [
    {"start": "2024-01-01", "end": "2024-01-31", "week": 40},
    {"start": "2024-02-03", "end": "2024-02-05", "week": 40},
]
TOLD = {
    ("weeks", "en"): ["5 calendar weeks with enough of these days; 1 with too few"],
    ("months.whole", "fr"): ["1 mois civil avec assez de ces jours; 1 avec trop peu"],
    ("run", "en"): [
        "The run that counts lasts from January 1, 2024 to January 31, 2024: 31 days",
        "It is ended by a gap: no work that counts from February 1, 2024 to February 2, 2024 (days: 2)",
    ],
    ("run.full", "fr"): ["Aucun jour ne compte : moins de 30 heures par semaine tout du long"],
}


@pytest.mark.parametrize(("name", "language"), TOLD)
def test_why_says_how_it_was_counted(name: str, language: str) -> None:
    """After the periods."""
    jobs: list[dict[str, Any]] = (
        JOBS if name != "run.full" else [{"start": "2024-05-20", "end": "2024-05-30", "week": 5}]
    )
    decision = books.decide(BOOK, {"jobs": jobs}, "2024-06-01")
    told = [reason.text.replace("\N{NO-BREAK SPACE}", " ") for reason in why(decision, name, language).below]
    assert told[1 + len(jobs) :] == TOLD[name, language]


@pytest.mark.parametrize("least", [8, 0])
def test_a_week_has_no_more_days_than_seven(least: int) -> None:
    """One finding, with what to write."""
    facts = {"jobs.start": books.asked("date", on="jobs"), "jobs.end": books.asked("date", on="jobs")}
    made = books.fact(weeks_worked={**PERIOD, "begins": "sunday", "at_least_days": least})
    with pytest.raises(ValidationError):
        books.plan(books.book({**facts, "made": made}, records={"jobs": books.record()}))
