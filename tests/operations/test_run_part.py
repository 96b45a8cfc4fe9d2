"""What of the best unbroken run was worked in some of its periods: day by day, for one candidate and for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
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

AS_OF = date(2024, 6, 1).toordinal()
WORK = {"in": "jobs", "per_week": "jobs.week", "from": "jobs.start", "to": "jobs.end", "bridges": {"days": 2}}
HERE = {"of_which": {"fact": "jobs.here", "is": True}}
PAID = {"where": {"fact": "jobs.paid", "is": True}}
HOURS = {**WORK, "cap_per_week": 30, "minimum_per_week": 10}
DAYS = {**WORK, "minimum_per_week": 10, "window": {"days": 40, "before": "as_of"}}
BOOK = books.book(
    {
        "jobs.start": books.asked("date", on="jobs"),
        "jobs.end": books.asked("date", on="jobs"),
        "jobs.week": books.asked("number", on="jobs", at_least=0, at_most=60),
        "jobs.here": books.asked("yes_no", on="jobs"),
        "jobs.paid": books.asked("yes_no", on="jobs"),
        "jobs.kind": books.asked("code", on="jobs", pattern="[a-z]"),
        "hours": books.fact(continuous_hours={**HOURS, **HERE}),
        "hours.same": books.fact(continuous_hours={**HOURS, **HERE, **PAID, "same": "jobs.kind"}),
        "days": books.fact(continuous_days={**DAYS, **HERE}),
        "run": books.fact(continuous_days=DAYS),
        "half": books.fact(all=[{"fact": "days", "at_least": {"fact": "run", "times": "1/2"}}]),
    },
    records={"jobs": books.record()},
)
PLAN = books.plan(BOOK)
NAMES = ("hours", "hours.same", "days", "run")
SPAN = range(AS_OF - 60, AS_OF + 6)
EVERY: dict[str, Sequence[int | str]] = {
    "jobs.start": SPAN,
    "jobs.end": SPAN,
    "jobs.week": range(61),
    "jobs.here": (0, 1),
    "jobs.paid": (0, 1),
    "jobs.kind": "ab",
}
JOB = {name: st.sampled_from(values) for name, values in EVERY.items()}
WHOLE, PART = st.fixed_dictionaries(JOB), st.fixed_dictionaries({}, optional=JOB)
Jobs = Sequence[Mapping[str, Any]]


def longest(jobs: Jobs, first: int, *, days: bool) -> tuple[int, int]:
    """What the first of the best runs comes to, and what of it the jobs here come to, rounded down."""
    best, here, run, part, last = Fraction(0), Fraction(0), Fraction(0), Fraction(0), AS_OF * -1
    for day in range(first, AS_OF):
        weeks = [(job["jobs.week"], job["jobs.here"]) for job in jobs if job["jobs.start"] <= day <= job["jobs.end"]]
        every, of_part = sum(week for week, _ in weeks), sum(week for week, own in weeks if own)
        if every < 10:
            continue
        if day - last > 3:
            run = part = Fraction(0)
        last = day
        run += 1 if days else Fraction(min(every, 30), 7)
        part += (of_part > 0) if days else Fraction(min(of_part, 30), 7)
        if run > best:
            best, here = run, part
    return int(best), int(here)


def said(jobs: Jobs) -> dict[str, int]:
    """What each comes to; of one kind of paid job, the one with the most whole hours, the first of equal ones."""
    paid = [job for job in jobs if job["jobs.paid"]]
    kinds = dict.fromkeys(job["jobs.kind"] for job in paid)
    by_kind = [longest([job for job in paid if job["jobs.kind"] == kind], AS_OF - 99, days=False) for kind in kinds]
    run, days = longest(jobs, AS_OF - 40, days=True)
    return {
        "hours": longest(jobs, AS_OF - 99, days=False)[1],
        "hours.same": max(by_kind, key=lambda found: found[0], default=(0, 0))[1],
        "days": days,
        "run": run,
    }


def candidate(jobs: Jobs | None) -> Candidate:
    return Candidate({"as_of": AS_OF}, {} if jobs is None else {"jobs": jobs})


@settings(max_examples=60)
@given(st.lists(WHOLE, max_size=4))
def test_each_is_what_the_days_say(jobs: list[dict[str, Any]]) -> None:
    """Of the very run that is the best, however the periods overlap."""
    found = reference.evaluate(PLAN, candidate(jobs)).values
    assert {name: found[PLAN.roots[name]] for name in NAMES} == said(jobs)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.none(), st.lists(PART, max_size=3), st.lists(WHOLE, max_size=3)), min_size=1, max_size=12))
def test_one_candidate_and_many_agree(rows: list[list[dict[str, Any]] | None]) -> None:
    """Whatever is known of each period."""
    assert_one_and_many_agree(PLAN, [candidate(jobs) for jobs in (*rows, [])])


def test_native_code_agrees() -> None:
    """Whatever is known of each period, and where several runs or kinds come to the same."""
    starts, ends = ([AS_OF - day for day in days] for days in ((60, 49, 42), (51, 33)))
    few = {"jobs.start": starts, "jobs.end": ends, "jobs.week": (5, 40, 40)}
    assert_native_agrees(PLAN, ("hours", "hours.same", "days"), {**EVERY, **few}, AS_OF, most=3)


@settings(max_examples=3, deadline=None)
@given(st.lists(PART, max_size=3))
def test_the_chainer_agrees(jobs: list[dict[str, Any]]) -> None:
    """Both machines find every value alike."""
    assert_machines_agree(PLAN, candidate(jobs))


@settings(max_examples=40)
@given(st.lists(WHOLE, min_size=1, max_size=3), st.sampled_from(sorted(JOB)))
def test_bounds_hold_whatever_the_unknown(jobs: list[dict[str, Any]], unknown: str) -> None:
    """What is not known of a period leaves bounds within which the answer lies."""
    part = [{name: value for name, value in jobs[0].items() if name != unknown}, *jobs[1:]]
    assert_bounds_hold(PLAN, candidate(part), said(jobs))


JOBS = [
    {"start": "2024-05-01", "end": "2024-05-10", "week": 40, "here": True},
    {"start": "2024-05-11", "end": "2024-05-21", "week": 40, "here": False},
]
TOLD = {
    ("days", "en"): [
        "The run that counts lasts from May 1, 2024 to May 21, 2024: 21 days",
        "Of that run, in the records that are asked about: 10 days",
        "No work that counts follows it",
    ],
    ("hours", "fr"): [
        "La suite retenue va du 1er mai 2024 au 21 mai 2024 : 90 heures",
        "De cette suite, dans les enregistrements visés : 42 heures",
        "Aucun travail qui compte ne la suit",
        "90 heures comptées, et non 120 : au-delà de 30 par semaine, tous emplois réunis, les heures ne comptent pas",
    ],
}


@pytest.mark.parametrize(("name", "language"), TOLD)
def test_why_says_the_run_and_what_of_it_is_meant(name: str, language: str) -> None:
    """After the periods."""
    decision = books.decide(BOOK, {"jobs": JOBS}, "2024-06-01")
    told = [reason.text.replace("\N{NO-BREAK SPACE}", " ") for reason in why(decision, name, language).below]
    assert told[3:] == TOLD[name, language]
    assert books.answers(decision)["half"] is False
