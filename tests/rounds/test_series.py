"""The days on which an answer changed, held to the evaluation of every day; and what is said to have changed it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.support import books, profiles

from ronde.building.index import AS_OF
from ronde.evaluate import reference
from ronde.evaluate.decision import Decision
from ronde.evaluate.reference import Candidate
from ronde.explain.changes import changes_data, changes_page
from ronde.model.document import Document
from ronde.model.types import Value, read_date
from ronde.read.structure import parse
from ronde.rounds.series import Change, changes

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
ENGINE = books.real_engine()
HEADLINES = books.real().headlines
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
UNDEFINED = "not defined"


def example(name: str, **about: Any) -> Document:
    """One of the examples, with some of it replaced."""
    path = ROOT / "examples" / f"{name}.yaml"
    document = parse(path.read_bytes(), str(path))
    assert isinstance(document.tree, dict)
    return books.profile({**document.tree, **about}) if about else document


def found(document: Document, first: str, last: str, *names: str) -> dict[str, Change]:
    """The changes between two days, by day."""
    every = changes(ENGINE, document, names or HEADLINES, read_date(first), read_date(last))
    return {date.fromordinal(each.day).isoformat(): each for each in every}


def moves(change: Change) -> dict[str, tuple[Value, Value]]:
    """What changed on a day."""
    return {each.name: (each.before, each.after) for each in change.moved}


def causes(change: Change) -> dict[tuple[str, int | None], tuple[Value, Value]]:
    """What time did on a day."""
    return {(each.name, each.record): (each.before, each.after) for each in change.causes}


def values(decision: Decision) -> dict[str, Any]:
    """The headlines of a decision."""
    plan, trace = decision.plan, decision.trace
    return {name: trace.value(name) if name in plan.facts else UNDEFINED for name in HEADLINES}


# The days


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_changes_of_a_year_are_those_of_evaluating_every_day(path: Path) -> None:
    """Over 2023: a day is told if and only if a headline differs from the day before, with both of its values."""
    document = parse(path.read_bytes(), str(path))
    first, last = read_date("2023-01-01"), read_date("2023-12-31")
    told = {each.day: each for each in changes(ENGINE, document, HEADLINES, first, last)}
    before: dict[str, Any] = {}
    expected = 0
    for day in range(first, last + 1):
        decision = ENGINE.evaluate(document, day, names=HEADLINES)
        now = values(decision)
        if day == first:
            assert moves(told[day]) == {name: (None, value) for name, value in now.items()}
        differing = {name: (before[name], now[name]) for name in now if before and before[name] != now[name]}
        expected += bool(differing)
        if differing or day == first:
            whole = ENGINE.evaluate(document, day)
            assert told[day].decision.trace.outcome.values == whole.trace.outcome.values
            assert told[day].decision.rules.digest == decision.rules.digest
        if differing:
            assert moves(told[day]) == differing, date.fromordinal(day)
            assert told[day].versions or told[day].causes, "a change without anything that did it"
        elif day != first:
            assert day not in told or told[day].cautions, date.fromordinal(day)
        before = now
    assert expected
    assert list(told) == sorted(told)


def test_a_candidate_on_another_day_is_the_candidate_of_that_day() -> None:
    """For any candidate, going to another day by the same rules finds the value of every node as evaluating it does."""

    @settings(max_examples=150, deadline=None, phases=PHASES)
    @given(
        st.sampled_from(["2015-02-01", "2017-06-06", "2021-08-01", "2023-07-05", "2025-08-01", "2026-11-03"]),
        st.integers(-40, 4000),
        st.integers(0, 2**40),
    )
    def agree(start: str, days: int, seed: int) -> None:
        day = read_date(start)
        plan = books.real_plan(day)
        made = profiles.candidate(plan, day, Random(seed), beyond=True)
        later = Candidate({**made.supplied, AS_OF: day + days}, made.records)
        outcome = reference.on_another_day(plan, reference.evaluate(plan, made), later, plan.roots[AS_OF])
        assert outcome.values == reference.evaluate(plan, later).values

    agree()


def test_day_by_day_nothing_is_lost_on_the_way() -> None:
    """Two hundred single steps, each from the one before, end where evaluating the last day begins."""
    day = read_date("2023-07-05")
    plan = books.real_plan(day)
    for seed in range(5):
        made = profiles.candidate(plan, day, Random(seed))
        outcome = reference.evaluate(plan, made)
        for later in range(day + 1, day + 201):
            made = Candidate({**made.supplied, AS_OF: later}, made.records)
            outcome = reference.on_another_day(plan, outcome, made, plan.roots[AS_OF])
        assert outcome.values == reference.evaluate(plan, made).values


def test_what_is_asked_alone_is_right_day_by_day() -> None:
    """A few facts followed for two hundred days end where evaluating the last day ends, twins of nodes included."""
    day = read_date("2023-07-05")
    plan = books.real_plan(day)
    for seed in range(5):
        made = profiles.candidate(plan, day, Random(seed))
        asked = plan.below(plan.roots[name] for name in Random(seed).sample(sorted(plan.roots), 6))
        outcome = reference.evaluate(plan, made)
        for later in range(day + 1, day + 201):
            made = Candidate({**made.supplied, AS_OF: later}, made.records)
            outcome = reference.on_another_day(plan, outcome, made, plan.roots[AS_OF], asked)
        every = reference.evaluate(plan, made).values
        assert [outcome.values[node] for node in asked] == [every[node] for node in asked]


def test_what_is_asked_alone_is_what_it_is_among_all() -> None:
    """For any candidate, a few facts evaluated alone have, with all below them, the values that they have among all."""

    @settings(max_examples=100, deadline=None, phases=PHASES)
    @given(st.sampled_from(["2015-02-01", "2019-11-19", "2023-07-05", "2026-11-03"]), st.integers(0, 2**40))
    def agree(start: str, seed: int) -> None:
        day = read_date(start)
        plan = books.real_plan(day)
        made = profiles.candidate(plan, day, Random(seed), beyond=True)
        asked = plan.below(plan.roots[name] for name in Random(seed).sample(sorted(plan.roots), 4))
        every, some = reference.evaluate(plan, made), reference.evaluate(plan, made, asked)
        assert [some.values[node] for node in asked] == [every.values[node] for node in asked]
        about = {name for name, root in plan.roots.items() if root in asked}
        assert [each for each in some.contradicted if each[0] in about] == [
            each for each in every.contradicted if each[0] in about
        ]

    agree()


def test_the_same_day_again_changes_nothing() -> None:
    """No days later is the same outcome."""
    day = read_date("2023-07-05")
    plan = books.real_plan(day)
    made = profiles.candidate(plan, day, Random(7))
    outcome = reference.evaluate(plan, made)
    assert reference.on_another_day(plan, outcome, made, plan.roots[AS_OF]) == outcome


def test_a_supplied_age_is_contradicted_from_the_birthday_on() -> None:
    """Aged 33 was right until the birthday: from then on the profile contradicts it, and the decision says so."""
    document = books.profile({"birth_date": "1990-07-10", "age": 33})
    day = read_date("2024-07-10")
    before, after = ENGINE.evaluate(document, day - 1), ENGINE.evaluate(document, day)
    assert before.trace.outcome.contradicted == ()
    assert after.trace.outcome.contradicted == (("age", None),)
    candidate = Candidate({**before.trace.candidate.supplied, AS_OF: day}, before.trace.candidate.records)
    later = reference.on_another_day(before.plan, before.trace.outcome, candidate, before.plan.roots[AS_OF])
    assert later.contradicted == after.trace.outcome.contradicted


# What did it


def test_on_a_birthday_the_age_is_the_cause() -> None:
    """Clara is 30 on 2024-11-18: five points less, because of the age and of nothing else."""
    told = found(example("pvt-toronto"), "2024-11-17", "2024-11-19")
    assert list(told) == ["2024-11-17", "2024-11-18"]
    change = told["2024-11-18"]
    assert moves(change) == {"crs.total": (419, 414)}
    assert causes(change) == {("age", None): (29, 30)}
    assert (change.versions, change.cautions) == ((), ())


@pytest.mark.parametrize(("day", "record"), [("2024-10-20", 0), ("2024-11-25", 1)])
def test_two_years_after_a_test_its_expiry_is_the_cause(day: str, record: int) -> None:
    """The French test expires first, then the English one, without which nobody can enter the pool."""
    change = found(example("pvt-toronto"), "2024-10-19", "2024-12-01")[day]
    assert causes(change) == {("language_tests.valid", record): (1, 0)}
    assert "crs.total" in moves(change)
    assert moves(change).get("pool.eligible") == ((1, 0) if record else None)


def test_the_canadian_experience_class_is_reached_by_hours() -> None:
    """On 2023-06-05 the 1,560 hours are there: eligible, without proof of funds; the hours are named, not the dates."""
    change = found(example("pvt-toronto"), "2023-06-01", "2023-06-10")["2023-06-05"]
    told = moves(change)
    for name in ("cec.eligible", "pool.eligible", "funds.exempt", "funds.sufficient"):
        assert told[name] == (0, 1), name
    assert told["crs.total"] == (552, 592)
    assert change.causes
    assert change.versions == ()
    assert all(each.after == 1560 and each.before == 1555 for each in change.causes)
    assert "hours" in change.decision.plan.facts[change.causes[0].name].label["en"].lower()


def test_a_version_that_takes_effect_is_named_where_the_answer_rests_on_it() -> None:
    """2023-04-25: new funds, new rules for physicians; no topic that did not change, nothing put down to time."""
    change = found(example("pvt-toronto"), "2023-04-24", "2023-04-26")["2023-04-25"]
    assert moves(change) == {"funds.required": (1_331_000, 1_375_700)} or moves(change) == {
        "funds.required": (13310, 13757)
    }
    named = {topic.topic for topic in change.versions}
    assert {"funds/required", "cec/experience", "work/canadian"} <= named
    assert all(topic.version.name == "2023-04-25" for topic in change.versions)
    assert change.causes == ()


def test_versions_on_which_no_fact_asked_for_rests_are_left_out() -> None:
    """Asked for the funds alone, the change of 2023-04-25 is the new table alone, and the hours of June are nothing."""
    told = found(example("pvt-toronto"), "2023-04-01", "2023-12-31", "funds.required")
    assert list(told) == ["2023-04-01", "2023-04-25"]
    assert [topic.topic for topic in told["2023-04-25"].versions] == ["funds/required"]


OFFER = {
    "noc_2016": "2173", "noc_2021": "21231", "hours_per_week": 40, "duration": "indeterminate", "seasonal": False,
    "employer_eligible": True, "lmia": True, "permit": "lmia_based", "one_year_with_employer": True,
    "same_minor_group_as_permit": True, "publicly_funded_physician": False,
}  # fmt: skip


def test_with_a_job_offer_the_change_of_2025_03_25_shows() -> None:
    """Fifty points less on the day on which the points of offers ended, with the versions that ended them; the same
    profile without an offer that counts does not move."""
    change = found(example("pvt-toronto", job_offers=[OFFER]), "2025-03-20", "2025-04-01")["2025-03-25"]
    before, after = moves(change)["crs.total"]
    assert isinstance(before, int)
    assert isinstance(after, int)
    assert before - after == 50
    assert {"crs/additional", "crs/job_offer"} & {topic.topic for topic in change.versions}
    assert change.causes == ()
    assert "2025-03-25" not in found(example("pvt-toronto"), "2025-03-20", "2025-04-01")


def test_the_caution_of_2026_11_03_shows_although_nothing_else_changed() -> None:
    """The ranking changed and how is not known: the day is told, with the topics, though no value moved."""
    told = found(example("pvt-toronto"), "2026-11-01", "2026-11-10")
    assert list(told) == ["2026-11-01", "2026-11-03"]
    change = told["2026-11-03"]
    assert moves(change) == {}
    assert {"crs/total", "crs/age", "crs/additional", "crs/languages"} <= set(change.cautions)
    for language, words in (("en", "what changed is not known"), ("fr", "on ignore ce qui a changé")):
        text = changes_page(told.values(), "title", language).text()
        assert "crs/total/2026-11-03.yaml" in text
        assert words in text
    data = changes_data(told.values())[1]
    assert data["changed"] == []
    assert {"topic": "crs/total", "file": "crs/total/2026-11-03.yaml", "incomplete": True} in data["versions"]  # type: ignore[operator]
    assert "2026-11-03" not in found(example("pvt-toronto"), "2026-11-01", "2026-11-10", "funds.required")


def test_one_history_shows_every_kind_of_change() -> None:
    """From 2023 to the horizon: eligibility reached, both tests expired, every birthday of the grid, the caution."""
    told = found(example("pvt-toronto"), "2023-01-01", "2026-11-23")
    assert {
        "2023-06-05", "2024-10-20", "2024-11-18", "2024-11-25", "2025-11-18", "2026-11-03", "2026-11-18",
    } <= told.keys()  # fmt: skip
    assert all(("age", None) in causes(told[f"{year}-11-18"]) for year in (2024, 2025, 2026))


def test_a_fact_that_begins_is_told_as_not_defined_before() -> None:
    """A category that began on 2023-05-31 was not defined the day before: neither no nor unknown."""
    told = found(example("pvt-toronto"), "2023-05-25", "2023-06-02", "category.french.eligible")
    assert list(told) == ["2023-05-25", "2023-05-31"]
    moved = told["2023-05-31"].moved[0]
    assert (moved.defined_before, moved.defined_after, moved.after) == (False, True, 1)
    assert "not defined → yes" in changes_page(told.values(), "title", "en").text()


def test_a_fact_that_ends_is_told_with_what_it_was() -> None:
    """The transport category ended on 2025-02-27: from its answer to not defined."""
    told = found(example("pvt-toronto"), "2025-02-25", "2025-03-01", "category.transport.eligible")
    moved = told["2025-02-27"].moved[0]
    assert (moved.defined_before, moved.defined_after, moved.before) == (True, False, 0)
    assert "no → not defined" in changes_page(told.values(), "title", "en").text()


def test_a_fact_that_ends_is_told_with_what_it_was_in_json_too() -> None:
    """The same change as plain data: before false, after null."""
    told = found(example("pvt-toronto"), "2025-02-25", "2025-03-01", "category.transport.eligible")
    changed = changes_data(told.values())[1]["changed"]
    assert changed == [{"fact": "category.transport.eligible", "before": False, "after": None}]


def test_changes_as_data_are_plain_json() -> None:
    """Every key of every change can be written and read again."""
    data = changes_data(found(example("pvt-toronto"), "2023-04-01", "2023-06-30").values())
    assert json.loads(json.dumps(data)) == data
    june = next(each for each in data if each["date"] == "2023-06-05")
    assert {"fact": "cec.eligible", "before": False, "after": True} in june["changed"]  # type: ignore[operator]
    assert june["versions"] == []


def test_yesterdays_refusals_do_not_reach_a_day_of_other_rules(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """A test taken on the first day on which its kind is accepted is refused by the rules of the day before only."""
    profile = tmp_path / "profile.yaml"
    profile.write_text("language_tests: [{test: tcf_canada, date: 2018-11-10, reading: 500}]\n", encoding="utf-8")
    code, _, err = run("history", str(profile), "--from", "2018-11-01", "--to", "2018-11-20")
    assert (code, err) == (0, "")
