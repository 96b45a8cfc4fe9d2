"""Hours of work: periods that overlap are added piece by piece, capped by week, counted in a window, rounded once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books

from ronde.messages.diagnostics import ValidationError
from ronde.model.payloads import Measure
from ronde.operations.records.hours.measure import WEEKDAYS
from ronde.operations.records.hours.periods import Gap, Period, best_run, bridge, by_group, hours, runs

FIXED = settings(derandomize=True, deadline=None)
ALWAYS = (0, 10**6)
WEEKLY = Measure(cap=30)
STEADY = Measure(cap=30, minimum=30, continuous=True)


def worked(start: int, days: int, per_week: int = 30, group: str | None = None) -> Period:
    """So many days of work from a day on."""
    return Period(start, start + days, per_week, group)


def by_day(periods: list[Period], window: tuple[int, int], measure: Measure) -> int:
    """The same hours counted one day after the other, as a clerk would with a calendar."""
    best = run = Fraction(0)
    gap: list[int] = []
    for day in range(*window):
        week = sum(period.per_week for period in periods if period.start <= day < period.end)
        if measure.continuous and week < max(1, measure.minimum):
            gap.append(day)
            continue
        if gap and len(gap) > (measure.bridged[(gap[0] - 1) % 7] if measure.bridged else 0):
            run = Fraction(0)
        gap = []
        run += Fraction(min(week, measure.cap) if measure.cap else week, 7 * 10**measure.decimals)
        best = max(best, run)
    return int(best)


@pytest.mark.parametrize(
    ("periods", "counted"),
    [
        ([worked(0, 364)], 1560),
        ([worked(0, 363)], 1555),
        ([worked(0, 45 * 7, 35)], 1350),
        ([worked(0, 364, 20), worked(0, 364, 25)], 1560),
        ([worked(0, 7, 20), worked(0, 7, 25)], 30),
        ([worked(0, 7, 20), worked(7, 7, 25)], 45),
        ([worked(0, 14, 20), worked(7, 14, 25)], 75),
        ([worked(0, 728, 15)], 1560),
        ([worked(0, 1)], 4),
        ([worked(0, 1), worked(1, 1)], 8),
        ([worked(0, 0)], 0),
        ([worked(5, -3)], 0),
        ([worked(0, 364, 0)], 0),
        ([], 0),
    ],
)
def test_hours_are_capped_by_week_over_all_periods(periods: list[Period], counted: int) -> None:
    """A year of 364 days at 30 hours is 1,560; more hours a week, in one job or in several at once, add nothing."""
    assert hours(periods, ALWAYS, WEEKLY) == counted


def test_hours_are_rounded_down_once_at_the_end() -> None:
    """Pieces are not rounded: seven single days at 30 hours a week are a week of 30 hours."""
    assert hours([worked(2 * day, 1) for day in range(7)], ALWAYS, WEEKLY) == 30
    assert hours([worked(0, 1, 375)], ALWAYS, Measure(cap=300, decimals=1)) == 4
    assert hours([worked(0, 7, 295)], ALWAYS, Measure(cap=300, decimals=1)) == 29


@pytest.mark.parametrize(
    ("window", "counted"),
    [((0, 364), 1560), ((7, 364), 1530), ((0, 357), 1530), ((-100, 7), 30), ((357, 900), 30), ((364, 900), 0),
     ((-9, 0), 0), ((9, 9), 0), ((20, 10), 0)],
)  # fmt: skip
def test_only_the_window_counts(window: tuple[int, int], counted: int) -> None:
    """The window's first day counts, the day after its last does not; outside it nothing counts."""
    assert hours([worked(0, 364)], window, WEEKLY) == counted


def test_a_gap_of_one_day_breaks_a_run() -> None:
    """Unbroken hours start anew after a single day without work, and the better run is kept."""
    assert hours([worked(0, 182), worked(182, 182)], ALWAYS, STEADY) == 1560
    assert hours([worked(0, 182), worked(183, 182)], ALWAYS, STEADY) == 780
    assert hours([worked(0, 100), worked(101, 182)], ALWAYS, STEADY) == 780
    assert hours([worked(0, 182), worked(180, 184)], ALWAYS, STEADY) == 1560


def test_a_run_needs_its_minimum_by_week_in_all() -> None:
    """Two part-time jobs at once keep a run going; either alone breaks it. Without a minimum any work keeps it."""
    both = [worked(0, 364, 15), worked(0, 364, 15)]
    assert hours(both, ALWAYS, STEADY) == 1560
    assert hours([worked(0, 364, 15), worked(0, 182, 15)], ALWAYS, STEADY) == 780
    assert hours([worked(0, 182), worked(182, 7, 29), worked(189, 182)], ALWAYS, STEADY) == 780
    assert hours([worked(0, 182), worked(182, 7, 29), worked(189, 182)], ALWAYS, Measure(30, continuous=True)) == 1589
    assert hours([worked(0, 7, 29)], ALWAYS, STEADY) == 0


def test_groups_are_counted_apart() -> None:
    """Hours of each group are those of its own periods, in the order in which the groups first come."""
    periods = [worked(0, 7, 30, "b"), worked(0, 7, 30, "a"), worked(7, 7, 30, "b")]
    assert list(by_group(periods, ALWAYS, WEEKLY).items()) == [("b", 60), ("a", 30)]
    assert by_group([], ALWAYS, WEEKLY) == {}


MONDAY = date(2022, 1, 3).toordinal()
WEEKEND = replace(STEADY, bridged=(0, 0, 0, 0, 0, 2, 1))
WEEK_LONG = replace(STEADY, bridged=(7,) * 7)


@pytest.mark.parametrize(
    ("last", "first", "weekend", "seven"),
    [
        (4, 7, 51, 51),  # Friday, Monday
        (4, 6, 55, 55),  # Friday, Sunday
        (5, 7, 55, 55),  # Saturday, Monday
        (3, 7, 30, 47),  # Thursday, Monday: a Friday without work
        (4, 8, 25, 47),  # Friday, Tuesday: a Monday without work
        (4, 12, 21, 30),  # Friday, Saturday of the week after: seven days
        (4, 13, 21, 21),  # eight days
    ],
)
def test_what_does_not_break_a_run_is_a_parameter(last: int, first: int, weekend: int, seven: int) -> None:
    """Two jobs, the first from a Monday on, the second to the Sunday of the week after: the hours."""
    jobs = [Period(MONDAY, MONDAY + last + 1, 30), Period(MONDAY + first, MONDAY + 14, 30)]
    assert hours(jobs, (0, MONDAY + 999), WEEKEND) == weekend
    assert hours(jobs, (0, MONDAY + 999), WEEK_LONG) == seven


def test_hours_under_the_minimum_on_days_that_are_bridged_break_nothing() -> None:
    """A few hours on a Sunday do not make a run shorter than no work at all on that Sunday would."""
    jobs = [Period(MONDAY, MONDAY + 5, 30), Period(MONDAY + 7, MONDAY + 12, 30)]
    sunday = Period(MONDAY + 6, MONDAY + 7, 5)
    assert hours(jobs, (0, MONDAY + 999), WEEKEND) == hours([*jobs, sunday], (0, MONDAY + 999), WEEKEND) == 42
    assert hours([*jobs, sunday], (0, MONDAY + 999), STEADY) == 21


def test_a_run_says_what_it_begins_after_and_what_ends_it() -> None:
    """The best run, its days, the gaps on both sides, and the hours that the cap took from it."""
    jobs = [worked(0, 20, 30), worked(30, 50, 40), worked(80, 10, 12), worked(95, 20, 30)]
    run = best_run(jobs, ALWAYS, STEADY)
    assert run is not None
    assert (run.start, run.end, run.before, run.after) == (30, 80, Gap(20, 30), Gap(80, 95, 12))
    assert (run.hours(STEADY), run.without_cap(STEADY)) == (214, 285)
    assert best_run(jobs[2:3], ALWAYS, STEADY) is None
    first, last = runs([worked(0, 5, 10), worked(5, 5), worked(12, 5), worked(17, 5, 10)], ALWAYS, STEADY)
    assert (first.before, first.after, last.before, last.after) == (
        Gap(0, 5, 10), Gap(10, 12), Gap(10, 12), Gap(17, 22, 10),
    )  # fmt: skip


PERIODS = st.lists(
    st.builds(worked, st.integers(0, 120), st.integers(-3, 90), st.integers(0, 60), st.sampled_from("ab")), max_size=5
)
WINDOWS = st.tuples(st.integers(-10, 150), st.integers(-10, 220))
BRIDGED = st.one_of(st.just(()), st.lists(st.integers(0, 8), min_size=7, max_size=7).map(tuple))
"""Any bridges, also such as no ruleset can say. (What it can say never bridges less from a day within a gap that is
bridged; that more work never gives fewer hours rests on it.)"""


def bridged(weekdays: frozenset[int], days: int) -> tuple[int, ...]:
    """The longest gap bridged from each weekday, found by trying: one of listed days only, or not too long."""
    return tuple(
        max(n for n in range(10) if n <= days or all((first + each) % 7 in weekdays for each in range(n)))
        for first in range(7)
    )


SAYABLE = st.builds(bridged, st.frozensets(st.integers(0, 6), max_size=6), st.integers(0, 8))


def measures(bridges: st.SearchStrategy[tuple[int, ...]]) -> st.SearchStrategy[Measure]:
    """Measures of every kind, with such bridges."""
    return st.builds(
        Measure,
        st.integers(1, 40),
        st.sampled_from([0, 0, 15, 30]),
        st.booleans(),
        st.just(False),
        st.sampled_from([0, 1]),
        bridged=bridges,
    )


MEASURES = measures(BRIDGED)


@FIXED
@given(PERIODS, WINDOWS, MEASURES)
def test_hours_are_those_of_counting_days(periods: list[Period], window: tuple[int, int], measure: Measure) -> None:
    """Counting in pieces gives what counting day by day gives."""
    assert hours(periods, window, measure) == by_day(periods, window, measure)


@FIXED
@given(PERIODS, WINDOWS, MEASURES)
def test_hours_never_exceed_the_cap(periods: list[Period], window: tuple[int, int], measure: Measure) -> None:
    """No more hours are counted than the cap allows in the days of the window."""
    days = max(0, window[1] - window[0])
    assert 0 <= hours(periods, window, measure) <= measure.cap * days // (7 * 10**measure.decimals)


@FIXED
@given(PERIODS, WINDOWS, MEASURES, st.randoms(use_true_random=False))
def test_the_order_of_periods_does_not_matter(
    periods: list[Period], window: tuple[int, int], measure: Measure, random: Any
) -> None:
    """The same periods in another order give the same hours."""
    shuffled = list(periods)
    random.shuffle(shuffled)
    assert hours(shuffled, window, measure) == hours(periods, window, measure)
    assert by_group(shuffled, window, measure) == by_group(periods, window, measure)


@FIXED
@given(PERIODS, st.integers(0, 120), st.integers(1, 60), st.integers(1, 60), WINDOWS, MEASURES)
def test_splitting_a_period_changes_nothing(
    others: list[Period], start: int, first: int, second: int, window: tuple[int, int], measure: Measure
) -> None:
    """A period told as two that follow each other without a day between gives the same hours."""
    whole = [*others, worked(start, first + second)]
    parts = [worked(start + first, second), *others, worked(start, first)]
    assert hours(parts, window, measure) == hours(whole, window, measure)


@FIXED
@given(PERIODS, PERIODS, WINDOWS, measures(SAYABLE))
def test_more_periods_never_give_fewer_hours(
    periods: list[Period], more: list[Period], window: tuple[int, int], measure: Measure
) -> None:
    """Hours grow with what is included: bounds of unknowns rest on this."""
    assert hours(periods, window, measure) <= hours([*periods, *more], window, measure)
    assert hours(periods, window, measure) <= hours(periods, (window[0] - 5, window[1] + 5), measure)
    longer = [Period(each.start - 1, each.end + 1, each.per_week + 1, each.group) for each in periods]
    assert hours(periods, window, measure) <= hours(longer, window, measure)


@FIXED
@given(PERIODS, WINDOWS, measures(SAYABLE), SAYABLE)
def test_a_bridge_never_gives_fewer_hours(
    periods: list[Period], window: tuple[int, int], measure: Measure, other: tuple[int, ...]
) -> None:
    """Bridges join runs, they part none; one of no days is none."""
    without, wider = replace(measure, bridged=()), tuple(map(max, measure.bridged, other))
    assert hours(periods, window, without) <= hours(periods, window, measure)
    assert hours(periods, window, measure) <= hours(periods, window, replace(measure, bridged=wider))
    assert hours(periods, window, without) == hours(periods, window, replace(measure, bridged=(0,) * 7))


@FIXED
@given(PERIODS, WINDOWS, st.sampled_from([0, 15, 30]), SAYABLE)
def test_runs_do_not_share_days_and_lie_between_their_gaps(
    periods: list[Period], window: tuple[int, int], minimum: int, bridges: tuple[int, ...]
) -> None:
    """Runs are told in order; a gap between two is told the same by both, and none that is bridged is told."""
    measure = Measure(30, minimum, continuous=True, bridged=bridges)
    found = runs(periods, window, measure)
    for one, two in pairwise(found):
        assert one.after == two.before
        assert one.after is not None
        assert (one.after.start, one.after.end) == (one.end, two.start)
        assert one.after.end - one.after.start > bridge(one.end, measure)
        assert one.after.per_week < max(1, minimum)
    for each in found:
        assert window[0] <= each.start < each.end <= window[1]
        assert 0 < each.sevenths <= each.uncapped


@FIXED
@given(st.integers(0, 400), st.integers(1, 60), st.integers(1, 60), st.integers(0, 2), st.integers(0, 2))
def test_a_job_that_ends_before_the_weekend_ends_the_run_no_sooner(
    start: int, weeks: int, more: int, earlier: int, later: int
) -> None:
    """Whether the first job is said to end on Friday or on Sunday, the second to begin on Saturday or on Monday, the
    run is the same; only the hours of the weekend itself can be missing, since a bridge adds none."""
    sunday = MONDAY + start * 7 + weeks * 7
    whole = [Period(sunday - 7 * weeks, sunday + 7 * more, 30)]
    parts = [
        Period(sunday - 7 * weeks, sunday - earlier, 30),
        Period(sunday - min(later, earlier), sunday + 7 * more, 30),
    ]
    one, two = best_run(whole, ALWAYS, WEEKEND), best_run(parts, ALWAYS, WEEKEND)
    assert one is not None
    assert two is not None
    assert (one.start, one.end, one.before, one.after) == (two.start, two.end, two.before, two.after)
    assert one.sevenths - two.sevenths == 30 * (earlier - min(later, earlier))


# in the language

JOBS = {
    "jobs.start": books.asked("date", on="jobs"),
    "jobs.end": books.asked("date", on="jobs", missing={"fact": "as_of"}),
    "jobs.weekly": books.asked("number", decimals=2, at_least=0, at_most=168, on="jobs"),
    "jobs.trade": books.asked("text", on="jobs"),
    "jobs.senior": books.asked("yes_no", on="jobs"),
}
PERIOD = {"in": "jobs", "per_week": "jobs.weekly", "from": "jobs.start", "to": "jobs.end", "cap_per_week": 30}
MONTHS = {"months": 36, "before": "as_of"}
BOOK = books.book(
    JOBS,
    {
        "hours": books.fact(hours=PERIOD),
        "recent": books.fact(hours={**PERIOD, "window": MONTHS}),
        "same": books.fact(hours={**PERIOD, "same": "jobs.trade"}),
        "senior": books.fact(hours={**PERIOD, "where": {"fact": "jobs.senior", "is": True}}),
        "steady": books.fact(continuous_hours={**PERIOD, "minimum_per_week": 30}),
        "weekends": books.fact(continuous_hours={**PERIOD, "bridges": {"weekdays": ["sunday", "saturday"]}}),
        "wrapped": books.fact(continuous_hours={**PERIOD, "bridges": {"weekdays": ["sunday", "monday"], "days": 1}}),
        "seven": books.fact(continuous_hours={**PERIOD, "bridges": {"days": 7}}),
        "none": books.fact(continuous_hours={**PERIOD, "bridges": {"days": 0}}),
        "level": books.fact(leading={**PERIOD, "by": "jobs.trade", "value": "jobs.senior", "none": False}),
    },
    records={"jobs": books.record()},
)


def told(*jobs: tuple[Any, ...], as_of: str = "2023-01-01", **more: Any) -> dict[str, Any]:
    """The answers for jobs given as (start, end, hours a week, trade, senior)."""
    names = ("start", "end", "weekly", "trade", "senior")
    rows = [dict(zip(names, job, strict=False)) for job in jobs]
    return books.answers(books.decide(BOOK, {"jobs": rows, **more}, as_of))


def test_the_first_and_the_last_day_are_worked_and_the_day_of_evaluation_is_not() -> None:
    """One week is told as its first and its last day; a job that goes on counts up to the day before."""
    assert told(("2022-03-07", "2022-03-13", 30))["hours"] == 30
    assert told(("2022-12-25", None, 30))["hours"] == 30
    assert told(("2022-12-25", "2022-12-31", 30))["hours"] == 30
    assert told(("2022-12-25", "2023-06-30", 30))["hours"] == 30
    assert told(("2023-01-01", None, 30))["hours"] == 0
    assert told(("2024-01-01", None, 30))["hours"] == 0


def test_the_window_slides_with_the_date() -> None:
    """Work that fills the window's first days leaves it day by day; at its edge one day is the difference."""
    job = ("2017-01-01", "2020-01-07", 30)
    assert [told(job, as_of=day)["recent"] for day in ("2023-01-01", "2023-01-02", "2023-01-07", "2023-01-08")] == [
        30, 25, 4, 0,
    ]  # fmt: skip
    assert told(("2020-02-29", "2020-02-29", 21), as_of="2023-02-28")["recent"] == 3
    assert told(("2020-02-28", "2020-02-28", 21), as_of="2023-02-28")["recent"] == 3
    assert told(("2020-02-27", "2020-02-27", 21), as_of="2023-02-28")["recent"] == 0


def test_hours_a_week_may_have_decimals() -> None:
    """37.5 and 22.25 hours a week are counted as written, then capped."""
    assert told(("2022-03-07", "2022-03-13", 37.5))["hours"] == 30
    assert told(("2022-03-07", "2022-03-20", 22.25))["hours"] == 44
    assert told(("2022-03-07", "2022-04-03", 22.25))["hours"] == 89


def test_same_keeps_to_one_group_and_leading_tells_of_it() -> None:
    """Hours in one trade are those of the trade with the most; the leading trade's value is told."""
    jobs = (
        ("2022-01-03", "2022-01-16", 30, "joiner", False),
        ("2022-02-07", "2022-02-27", 30, "baker", True),
        ("2022-03-07", "2022-03-13", 30, "joiner", False),
    )
    got = told(*jobs)
    assert (got["hours"], got["same"], got["senior"]) == (180, 90, 90)
    assert told(*jobs, ("2022-04-04", "2022-04-04", 21, "baker", True))["level"] is True
    assert told(*jobs, ("2022-04-04", "2022-04-04", 21, "joiner", False))["level"] is False
    assert told()["level"] is False


def test_bridges_are_what_the_rules_say() -> None:
    """Days of the week by name, in any order and across the end of the week; a number of days; none."""
    plan = books.plan(BOOK, "2023-01-01")
    reach = {name: plan.nodes[plan.nodes[plan.roots[name]].args[0]].data.bridged for name in ("weekends", "wrapped")}
    assert reach == {"weekends": (0, 0, 0, 0, 0, 2, 1), "wrapped": (1, 1, 1, 1, 1, 1, 2)}
    friday, monday = ("2022-03-07", "2022-03-18", 35), ("2022-03-21", "2022-03-27", 35)
    got = told(friday, monday)
    assert [got[name] for name in ("weekends", "wrapped", "seven", "none")] == [81, 51, 81, 51]


@pytest.mark.parametrize(
    "bridges",
    [{}, {"weekdays": []}, {"weekdays": ["sunday", "sunday"]}, {"weekdays": list(WEEKDAYS)}, {"days": -1},
     {"days": 367}, {"weekdays": ["sunday"], "days": -1}],
)  # fmt: skip
def test_bridges_that_say_nothing_or_everything_are_refused(bridges: dict[str, Any]) -> None:
    """No day, a day twice, every day of the week, a length that is none."""
    rules = {"run": books.fact(continuous_hours={**PERIOD, "bridges": bridges})}
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book(JOBS, rules, records={"jobs": books.record()}))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == ["bridges"]


def test_no_work_is_zero_hours_and_no_list_is_unknown() -> None:
    """An empty list means that there was no work; a list that was not given says nothing."""
    assert told()["hours"] == 0
    got = books.answers(books.decide(BOOK, {}, "2023-01-01"))
    assert (got["hours"], got["recent"], got["steady"], got["level"]) == (None, None, None, None)


def limits(name: str, *jobs: dict[str, Any]) -> tuple[Any, Any]:
    """The least and the greatest that a fact can be for these jobs."""
    facts = books.decide(BOOK, {"jobs": list(jobs)}, "2023-01-01").document()["facts"]
    assert isinstance(facts, dict)
    return facts[name].get("at_least", facts[name]["value"]), facts[name].get("at_most", facts[name]["value"])


def test_unknown_hours_have_bounds() -> None:
    """A job whose hours or inclusion is unknown gives hours between none and all that the rest allows."""
    job = {"start": "2022-03-07", "end": "2022-03-13", "weekly": 30}
    assert limits("hours", {key: job[key] for key in ("start", "end")}) == (0, 30)
    assert limits("senior", job) == (0, 30)
    assert limits("senior", job, {**job, "senior": True}) == (30, 30)
    assert limits("same", job, {**job, "start": "2022-02-28", "end": "2022-03-06"}) == (30, 60)
    assert limits("hours", {**job, "start": None}) == (0, 191280)


def test_days_are_civil_days_across_leap_years() -> None:
    """A year of work that holds a leap day has one day more, and years of 364 days are not assumed anywhere."""
    assert told(("2020-01-01", "2020-12-31", 30))["hours"] == 366 * 30 // 7
    assert told(("2021-01-01", "2021-12-31", 30))["hours"] == 365 * 30 // 7
    assert (date(2021, 1, 1) - date(2020, 1, 1)).days == 366
