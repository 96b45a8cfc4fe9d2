"""One valid record more never takes an eligibility away: what asks for one test asks for any test that suffices."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books

ENGINE = books.real_engine()
CONDITIONS = ("cec.language_met", "fsw.language_met", "fst.language_met", "category.french.eligible")
DAYS = tuple(date(year, 7, 1).toordinal() for year in (2015, 2017, 2019, 2022, 2023, 2024, 2026))
SCORES = {
    "celpip_general": st.integers(3, 12),
    "ielts_general": st.integers(6, 18).map(lambda halves: halves / 2),
}
WORK = {
    "noc_2016": "2173", "noc_2021": "21231", "start": "2013-01-07", "hours_per_week": 40, "country": "CA",
    "whose": "candidate", "paid": True, "authorised": True, "self_employed": False, "full_time_student": False,
    "temporary_resident": True,
}  # fmt: skip


@st.composite
def language_tests(draw: st.DrawFn, day: int) -> dict[str, Any]:
    """A test of the candidate, mostly valid on the day: English, or French on the scale of 1 to 20 and of 699."""
    kind = draw(st.sampled_from(["celpip_general", "ielts_general", *(["tcf_canada"] if day > DAYS[2] else [])]))
    taken = date.fromordinal(day - draw(st.integers(1, 200))).isoformat()
    record = {"whose": "candidate", "test": kind, "date": taken}
    if kind == "tcf_canada":
        spoken = {name: draw(st.integers(4, 20)) for name in ("writing", "speaking")}
        return {**record, **spoken, **{name: draw(st.integers(331, 699)) for name in ("reading", "listening")}}
    scores = SCORES[kind]
    return {**record, **{name: draw(scores) for name in ("reading", "writing", "listening", "speaking")}}


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_one_more_test_takes_no_eligibility_away(data: st.DataObject) -> None:
    """With one test more, nothing that held before fails, and nothing that was sure becomes unsure."""
    day = data.draw(st.sampled_from(DAYS))
    before = data.draw(st.lists(language_tests(day), max_size=3))
    after = deepcopy(before)
    after.insert(data.draw(st.integers(0, len(before))), data.draw(language_tests(day)))
    held = [
        books.answers(ENGINE.evaluate(books.profile({"work": [WORK], "language_tests": each}), day))
        for each in (before, after)
    ]
    for name in CONDITIONS:
        if held[0].get(name) is True:
            assert held[1][name] is True, (name, before, after)
