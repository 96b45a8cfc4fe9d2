"""The sum of the highest values of a list, and how many different ones: for one candidate and for many, with bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books
from tests.support.agreement import assert_machines_agree, assert_native_agrees, assert_one_and_many_agree

from ronde.evaluate import reference
from ronde.evaluate.reference import Candidate
from ronde.explain.reasons import why
from ronde.messages.diagnostics import ValidationError
from ronde.model.types import read_date
from ronde.operations.bounds import bounds

COLOURS = ("red", "blue", "grey")
ASKED = {
    "tests.mark": books.asked("number", on="tests", at_least=0, at_most=4),
    "tests.paid": books.asked("yes_no", on="tests"),
    "tests.colour": books.asked("choice", on="tests", choices=dict.fromkeys(COLOURS, books.TEXTS)),
    "tests.place": books.asked("code", on="tests", pattern="[A-Z]{2}"),
    "tests.change": books.asked("number", on="tests", at_least=-1, at_most=1),
}
PAID = {"in": "tests", "where": {"fact": "tests.paid", "is": True}}
ABOUT = {"records": {"tests": books.record()}}
BOOK = books.book(
    {
        **ASKED,
        "best": books.fact(total_of_best={"in": "tests", "of": "tests.mark", "number": 2}),
        "best.three": books.fact(total_of_best={"in": "tests", "of": "tests.mark", "number": 3}),
        "best.paid": books.fact(total_of_best={**PAID, "of": "tests.mark", "number": 1}),
        "one": books.fact(value=1),
        "tests.low": books.fact(on="tests", least=["tests.mark", "one"]),
        "lows": books.fact(number_of_different={"in": "tests", "of": "tests.low"}),
        "marks": books.fact(number_of_different={**PAID, "of": "tests.mark"}),
        "colours": books.fact(number_of_different={"in": "tests", "of": "tests.colour"}),
        "places": books.fact(number_of_different={"in": "tests", "of": "tests.place"}),
    },
    **ABOUT,
)
PLAN = books.plan(BOOK)
NAMES = ("best", "best.three", "best.paid", "lows", "marks", "colours", "places")
EVERY: dict[str, Sequence[int | str]] = {
    "tests.mark": range(5),
    "tests.paid": (0, 1),
    "tests.colour": COLOURS,
    "tests.place": ("FR", "CH", "ZZ"),
}
ROW = {name: st.sampled_from(values) for name, values in EVERY.items()}
WHOLE, PART = st.fixed_dictionaries(ROW), st.fixed_dictionaries({}, optional=ROW)


def candidate(tests: Sequence[Mapping[str, Any]] | None) -> Candidate:
    return Candidate({"as_of": read_date(books.FIRST)}, {} if tests is None else {"tests": tests})


def said(tests: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """What each comes to."""
    paid = [test["tests.mark"] for test in tests if test["tests.paid"]]
    marks = sorted(test["tests.mark"] for test in tests)
    return {
        "best": sum(marks[-2:]),
        "best.three": sum(marks[-3:]),
        "best.paid": max(paid, default=0),
        "lows": len({min(mark, 1) for mark in marks}),
        "marks": len(set(paid)),
        "colours": len({test["tests.colour"] for test in tests}),
        "places": len({test["tests.place"] for test in tests}),
    }


@given(st.lists(WHOLE, max_size=4))
def test_each_is_what_the_records_say(tests: list[dict[str, Any]]) -> None:
    """However many there are."""
    found = reference.evaluate(PLAN, candidate(tests)).values
    assert {name: found[PLAN.roots[name]] for name in NAMES} == said(tests)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.none(), st.lists(PART, max_size=4)), min_size=1, max_size=12))
def test_one_candidate_and_many_agree(rows: list[list[dict[str, Any]] | None]) -> None:
    """Whatever is known of each record."""
    assert_one_and_many_agree(PLAN, [candidate(tests) for tests in (*rows, [])])


def test_native_code_agrees() -> None:
    """Whatever is known of each record, and where more is said to be different than there can be."""
    assert_native_agrees(PLAN, NAMES, {**EVERY, "tests.low": range(4)}, read_date(books.FIRST))


@settings(max_examples=3, deadline=None)
@given(st.lists(PART, max_size=3))
def test_the_chainer_agrees(tests: list[dict[str, Any]]) -> None:
    """Both machines find every value alike."""
    assert_machines_agree(PLAN, candidate(tests))


@settings(max_examples=40)
@given(st.lists(WHOLE, min_size=2, max_size=3), st.sampled_from(sorted(EVERY)), st.sampled_from(sorted(EVERY)))
def test_bounds_hold_all_that_the_unknown_may_be(tests: list[dict[str, Any]], first: str, second: str) -> None:
    """Something of each of two records: for all that it can turn out to be, and no wider for the best of a list."""
    part = [
        {name: value for name, value in test.items() if name != hidden}
        for test, hidden in zip(tests[:2], (first, second), strict=True)
    ]
    some = reference.evaluate(PLAN, candidate([*part, *tests[2:]])).values
    every = [
        said([{**tests[0], first: one}, {**tests[1], second: other}, *tests[2:]])
        for one, other in product(EVERY[first], EVERY[second])
    ]
    for name in NAMES:
        low, high = bounds(some[PLAN.roots[name]])  # type: ignore[arg-type]
        values = [each[name] for each in every]
        assert low <= min(values)
        assert max(values) <= high
        if name.startswith("best"):
            assert (low, high) == (min(values), max(values))


def test_why_says_which_were_added() -> None:
    """The highest of them, and what they come to."""
    decision = books.decide(BOOK, {"tests": [{"mark": mark} for mark in (1, 4, 3)]})
    told = [why(decision, "best", language).below[-1].text for language in ("en", "fr")]
    assert told == ["The highest of these: 4 + 3 = 7", "Les plus hautes\N{NO-BREAK SPACE}: 4 + 3 = 7"]


REFUSED = {
    "best-negative": {"of": "tests.change"},
    "not-ordered": {"of": "tests.colour"},
    "not-a-number": {"of": "tests.paid"},
    "fact-unknown": {"of": "tests.marks"},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_has_no_best_is_refused(code: str) -> None:
    """One finding for each cause."""
    made = books.fact(total_of_best={"in": "tests", "number": 2, **REFUSED[code]})
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({**ASKED, "made": made}, **ABOUT))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]
