"""Hours of work in columns are those of one candidate, whatever the periods, the window and what bridges a gap."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books, profiles
from tests.support.columns import Decided, differences, differences_together

from ronde.evaluate.reference import Candidate, evaluate
from ronde.model.nodes import Plan
from ronde.model.payloads import Measure
from ronde.model.types import Value, read_date
from ronde.operations.records.hours.array_periods import Periods
from ronde.operations.records.hours.array_periods import hours as in_columns
from ronde.operations.records.hours.periods import Period, hours

BRIDGES = st.one_of(st.just(()), st.lists(st.integers(0, 8), min_size=7, max_size=7).map(tuple))
MEASURES = st.builds(
    Measure, st.integers(0, 40), st.sampled_from([0, 0, 15, 30]), st.booleans(), st.just(False), bridged=BRIDGES
)
PERIOD = st.tuples(st.integers(1, 60), st.integers(-3, 60), st.integers(0, 60))


@pytest.mark.parametrize("places", [1, 2, 4, 7])
@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.data(), MEASURES)
def test_hours_in_columns_are_those_of_one_candidate(places: int, data: st.DataObject, measure: Measure) -> None:
    """Candidates side by side, each with its own periods and window, among which some periods do not count."""
    people = data.draw(st.lists(st.tuples(*[PERIOD] * places), min_size=1, max_size=6))
    windows = data.draw(
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 130)), min_size=len(people), max_size=len(people))
    )
    told = np.array(people, np.int64).transpose(2, 1, 0)
    counted = np.array(data.draw(st.lists(st.booleans(), min_size=told[0].size, max_size=told[0].size)))
    counted = counted.reshape(told[0].shape)
    window = np.array(windows, np.int64).T
    found = in_columns(Periods(told[0], told[0] + told[1], told[2], counted), (window[0], window[1]), measure)
    expected = [
        hours([Period(a, a + n, h) for (a, n, h), counts in zip(jobs, own, strict=True) if counts], limits, measure)
        for jobs, own, limits in zip(people, counted.T, windows, strict=True)
    ]
    assert found.tolist() == expected


DAYS = ("2015-05-29", "2023-07-05", "2025-12-08")
PASSED = {"work.paid": 1, "work.authorised": 1, "work.self_employed": 0, "work.full_time_student": 0}


def in_a_row(plan: Plan, day: int, random: Random) -> Candidate:
    """A candidate at random whose jobs follow one another a few days apart, most of them alike in country and code."""
    made = profiles.candidate(plan, day, random)
    jobs: list[dict[str, Value]] = []
    start = day - random.randint(200, 1500)
    codes = {"work.noc_2016": ("3112", "2173"), "work.noc_2021": ("31102", "72106")}
    usual = {name: random.choice(each) for name, each in {"work.country": ("CA", "FR"), **codes}.items()}
    for _ in range(random.randint(1, 5)):
        end = start + random.choice([0, 3, 30, 170, 190, 370])
        job: dict[str, Value] = {"work.start": start, "work.end": end, **usual}
        job |= {"work.hours_per_week": random.choice([1500, 2999, 3000, 4000]), "work.temporary_resident": 1, **PASSED}
        if random.random() < 0.2:
            job |= {name: random.choice(each) for name, each in codes.items()} | {"work.country": "FR"}
        job |= {"work.whose": random.choice(["candidate", "candidate", "partner"])}
        job |= {"work.publicly_funded_physician": random.randint(0, 1), "work.qualified_in_trade": random.randint(0, 1)}
        for name in list(job):
            if random.random() < 0.02:
                del job[name]
        jobs.append(job)
        start = end + 1 + random.choice([0, 1, 2, 2, 3, 4, 7, 8])
    own = {f"primary_occupation_noc_{year}": usual[f"work.noc_{year}"] for year in (2016, 2021)}
    return Candidate({**made.supplied, **own}, {**made.records, "work": jobs})


def test_jobs_in_a_row_agree_under_the_rules_of_the_book() -> None:
    """The measures of the book, bridges and all, for jobs with gaps of no day to eight: one day each, and together."""
    random, decided = Random(8), []
    for day in map(read_date, DAYS):
        plan = books.real_plan(day)
        made = [in_a_row(plan, day, random) for _ in range(36)]
        decided.append(Decided(plan, made, [evaluate(plan, each) for each in made]))
        assert differences(decided[-1]) == []
    assert differences_together(decided) == []
    doubtful = {
        name
        for each in decided
        for name in each.plan.roots
        if name.endswith("continuity_doubtful")
        and any(outcome.values[each.plan.roots[name]] == 1 for outcome in each.outcomes)
    }
    assert {"fsw.primary_occupation.continuity_doubtful", "fsw.work_in_canada.continuity_doubtful"} <= doubtful
