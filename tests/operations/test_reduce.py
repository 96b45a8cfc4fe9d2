"""Amounts that shrink as a number grows: against exact fractions, for one candidate and for many, and as told."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books
from tests.support.columns import Decided, differences

from ronde.evaluate import reference
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.reference import Candidate
from ronde.explain.reasons import why
from ronde.messages.diagnostics import ValidationError
from ronde.model.types import read_date
from ronde.operations.bounds import bounds

CENTS = {"to": 0.01, "towards": "nearest"}
ASKED = {
    "whole": books.asked("money", at_least=-10, at_most=200),
    "income": books.asked("money", at_least=0, at_most=100),
    "threshold": books.asked("number", at_least=20, at_most=40),
}


def shrinking(**about: Any) -> dict[str, Any]:
    return books.fact(type="money", reduce={"amount": "whole", "of": "income", **about})


BOOK = books.book({
    **ASKED,
    "by_rate": shrinking(above={"fact": "threshold"}, by="7.5%", **CENTS),
    "by_step": shrinking(above=30, by=2.5, for_each=10),
    "by_begun": shrinking(above=30, by=2.5, for_each=10, begun=True),
})  # fmt: skip
PLAN = books.plan(BOOK)
ROW = {"whole": st.integers(-1000, 20000), "income": st.integers(0, 10000), "threshold": st.integers(20, 40)}


def said(whole: int, income: int, threshold: int) -> dict[str, int]:
    """The cents that are left."""
    over, fixed = max(0, Fraction(income, 100) - threshold), max(0, Fraction(income, 100) - 30)
    cuts = {
        "by_rate": Fraction(floor(over * Fraction(75, 1000) * 100 + Fraction(1, 2)), 100),
        "by_step": Fraction(5, 2) * floor(fixed / 10),
        "by_begun": Fraction(5, 2) * ceil(fixed / 10),
    }
    return {name: int(max(0, Fraction(whole, 100) - cut) * 100) for name, cut in cuts.items()}


def candidate(row: Mapping[str, int]) -> Candidate:
    return Candidate({"as_of": read_date(books.FIRST), **row})


@given(st.fixed_dictionaries(ROW))
def test_what_is_left_is_that_of_fractions(row: dict[str, int]) -> None:
    """By a rate, by whole steps, and by steps that are begun; never below zero."""
    found = reference.evaluate(PLAN, candidate(row)).values
    assert {name: found[PLAN.roots[name]] for name in said(0, 0, 0)} == said(**row)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=ROW), min_size=1, max_size=20))
def test_one_candidate_and_many_agree(rows: list[dict[str, int]]) -> None:
    """Whatever is known of each."""
    candidates = [candidate(row) for row in rows]
    assert differences(Decided(PLAN, candidates, [reference.evaluate(PLAN, each) for each in candidates])) == []


@settings(max_examples=3, deadline=None)
@given(st.fixed_dictionaries({}, optional=ROW))
def test_the_chainer_agrees(row: dict[str, int]) -> None:
    """Both machines find every value alike."""
    assert best_machine().evaluate(PLAN, candidate(row)).values == reference.evaluate(PLAN, candidate(row)).values


@given(st.fixed_dictionaries(ROW), st.sampled_from(sorted(ROW)))
def test_bounds_hold_whatever_the_unknown(row: dict[str, int], unknown: str) -> None:
    """What is not known leaves bounds within which the answer lies."""
    part = reference.evaluate(PLAN, candidate({name: value for name, value in row.items() if name != unknown})).values
    for name, value in said(**row).items():
        low, high = bounds(part[PLAN.roots[name]])  # type: ignore[arg-type]
        assert low <= value <= high


TOLD = {
    ("by_begun", "en", 50.01): "$20.01 above $30: 3 × $2.50 = $7.50 less",
    ("by_step", "fr", 50.01): "20,01 $ au-dessus de 30 $ : 2 × 2,50 $ = 5 $ de moins",
    ("by_rate", "en", 50.01): "$25.01 above $25: $1.88 less",
    ("by_step", "en", 30): "Nothing lies above $30: no reduction",
}


@pytest.mark.parametrize(("name", "language", "income"), TOLD)
def test_why_says_what_was_taken_away(name: str, language: str, income: float) -> None:
    """After the amount and what it is compared with."""
    decision = books.decide(BOOK, {"whole": 100, "income": income, "threshold": 25})
    told = [reason.text.replace("\N{NO-BREAK SPACE}", " ") for reason in why(decision, name, language).below]
    assert told[-1] == TOLD[name, language, income]


REFUSED = {
    "reduce-form": [{"by": "5%"}, {"by": "-5%", **CENTS}, {"by": 5, "for_each": 10, **CENTS}],
    "fraction": [{"by": "some", **CENTS}, {"by": 0.05, **CENTS}],
    "rounding-needed": [{"by": "5%", "to": 0.001, "towards": "up"}],
}


@pytest.mark.parametrize(("code", "about"), [(code, about) for code, every in REFUSED.items() for about in every])
def test_what_is_no_reduction_is_refused(code: str, about: dict[str, Any]) -> None:
    """One finding for each cause."""
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({**ASKED, "made": shrinking(above=30, **about)}))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]
