"""Shares of facts, sums of them, rounding and quotients: against exact fractions, for one candidate and for many."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
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
from ronde.model.formulas import instead_of
from ronde.model.fractions import fraction_of
from ronde.model.types import read_date
from ronde.operations.bounds import bounds

PAID = books.asked("money", at_least=-50, at_most=50)
COUNT = books.asked("number", at_least=1, at_most=9)
TENTHS = books.asked("number", at_least=-5, at_most=5, decimals=1)
SHARE, MINUS = {"fact": "paid", "times": "7.5 %"}, {"fact": "tenths", "times": "-1/3"}
TOWARDS = ("nearest", "nearest_even", "down", "up")
UNITS = (0.01, 0.05, 1, 5)


def made() -> dict[str, Any]:
    """Every form, rounded in every way."""
    found: dict[str, Any] = {"paid": PAID, "count": COUNT, "tenths": TENTHS}
    for towards, to in product(TOWARDS, UNITS):
        how, name = {"to": to, "towards": towards}, f"{towards}.u{UNITS.index(to)}"
        found[f"share.{name}"] = books.fact(type="money", round={"of": SHARE, **how})
        found[f"sum.{name}"] = books.fact(type="money", round={"of": {"sum": [SHARE, MINUS, "count"]}, **how})
        found[f"product.{name}"] = books.fact(type="money", round={"of": {"product": ["paid", "tenths"]}, **how})
        found[f"quotient.{name}"] = books.fact(
            type="money", quotient={"of": {"fact": "paid", "times": "2/3"}, "by": {"fact": "count"}, **how}
        )
    return found


BOOK = books.book(made())
PLAN = books.plan(BOOK)
EXACT = {
    "share": lambda paid, count, tenths: paid * Fraction(75, 1000),
    "sum": lambda paid, count, tenths: paid * Fraction(75, 1000) - tenths / 3 + count,
    "product": lambda paid, count, tenths: paid * tenths,
    "quotient": lambda paid, count, tenths: paid * Fraction(2, 3) / count,
}
"""What each comes to before it is rounded."""


def away(number: Fraction) -> int:
    """The nearest whole number, a half away from zero."""
    nearest = floor(abs(number) + Fraction(1, 2))
    return nearest if number >= 0 else -nearest


WHOLE = {"nearest": away, "nearest_even": round, "down": floor, "up": ceil}


def said(form: str, towards: str, to: float, *values: Fraction) -> int:
    """The cents that come out, in fractions and nothing else."""
    unit = Fraction(Decimal(repr(to)))
    return int(WHOLE[towards](EXACT[form](*values) / unit) * unit * 100)


ROW = {"paid": st.integers(-5000, 5000), "count": st.integers(1, 9), "tenths": st.integers(-50, 50)}
ROWS = st.lists(st.fixed_dictionaries({}, optional=ROW), min_size=1, max_size=12)


def candidate(row: Mapping[str, int]) -> Candidate:
    return Candidate({"as_of": read_date(books.FIRST), **row})


@settings(max_examples=30, deadline=None)
@given(st.fixed_dictionaries(ROW))
def test_what_comes_out_is_that_of_fractions(row: dict[str, int]) -> None:
    """No value passes through a float: halves of a cent and thirds come out as the fractions say."""
    values = Fraction(row["paid"], 100), Fraction(row["count"]), Fraction(row["tenths"], 10)
    found = reference.evaluate(PLAN, candidate(row)).values
    for form, towards, to in product(EXACT, TOWARDS, UNITS):
        value = found[PLAN.roots[f"{form}.{towards}.u{UNITS.index(to)}"]]
        assert value == said(form, towards, to, *values), (form, towards, to)


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_one_candidate_and_many_agree(rows: list[dict[str, int]]) -> None:
    """Whatever is known of each."""
    candidates = [candidate(row) for row in rows]
    assert differences(Decided(PLAN, candidates, [reference.evaluate(PLAN, each) for each in candidates])) == []


@settings(max_examples=3, deadline=None)
@given(st.fixed_dictionaries({}, optional=ROW))
def test_the_chainer_agrees(row: dict[str, int]) -> None:
    """Both machines find every value alike."""
    assert best_machine().evaluate(PLAN, candidate(row)).values == reference.evaluate(PLAN, candidate(row)).values


@settings(max_examples=20, deadline=None)
@given(st.fixed_dictionaries(ROW), st.sampled_from(sorted(ROW)))
def test_bounds_hold_whatever_the_unknown(row: dict[str, int], unknown: str) -> None:
    """What is not known leaves bounds within which every answer lies."""
    without = {name: value for name, value in row.items() if name != unknown}
    whole, part = (reference.evaluate(PLAN, candidate(each)).values for each in (row, without))
    for name in (each for each in PLAN.roots if "." in each):
        low, high = bounds(part[PLAN.roots[name]])  # type: ignore[arg-type]
        assert low <= whole[PLAN.roots[name]] <= high, name  # type: ignore[operator]


@pytest.mark.parametrize(
    ("written", "number"),
    [("7 %", Fraction(7, 100)), ("7.5%", Fraction(3, 40)), ("13/10", Fraction(13, 10)),
     ("-1", Fraction(-1)), ("2", Fraction(2)), ("0", Fraction(0)),
     ("0.07", None), ("1.3", None), ("7 /100", None), ("1/0", None), ("%", None), ("", None)],
)  # fmt: skip
def test_a_fraction_is_read_as_it_is_written(written: str, number: Fraction | None) -> None:
    """Whole numbers, fractions and percentages; a decimal is none."""
    assert fraction_of(written) == number


@pytest.mark.parametrize(
    ("formula", "form"),
    [
        ("0.07 * income", "{fact: income, times: 7/100}"),
        ("income * 7 %", "{fact: income, times: 7%}"),
        ("=A1*2", "{fact: …, times: 2}"),
        ("15%", "{fact: …, times: 15%}"),
        ("income / 12", "{fact: income, times: 1/12}"),
        ("income - credits", "sum: [income, {fact: credits, times: -1}]"),
        ("income + credits", "sum: [income, credits]"),
        ("hours * wage", "product: [hours, wage]"),
        ("income / people", "quotient: {of: income, by: people, to: 1, towards: nearest}"),
        ("=IF(A1>2;3;4)", "choose: [{when: …, value: …}, {otherwise: …}]"),
        ("max(0, income - 5)", "greatest: […, …]"),
        ("ARRONDI(A1; 2)", "round: {of: …, to: 0.01, towards: nearest}"),
        ("income >= 5", "{fact: income, at_least: 5}"),
        ("income < limit", "{fact: income, less_than: {fact: limit}}"),
        ("=A1<>3", "none: [{fact: …, is: 3}]"),
        ("married = true", "{fact: married, is: true}"),
        ("degree", None),
        ("2024-06-01", None),
        ("full-time", None),
    ],
)
def test_a_formula_is_answered_with_its_form(formula: str, form: str | None) -> None:
    """What a spreadsheet takes is shown as it is written here; what only has a hyphen is no formula."""
    assert instead_of(formula) == form


ASKED = {"paid": PAID, "count": COUNT, "tenths": TENTHS, "large": books.asked("money", at_least=0, at_most=10**12)}
REFUSED = {
    "rounding-needed": {"value": {"fact": "paid", "times": "7.5 %"}, "type": "money"},
    "too-many-decimals": {"value": {"fact": "tenths", "times": "7 %"}, "type": "number", "decimals": 2},
    "types-differ": {"round": {"of": "as_of", "to": 1, "towards": "up"}},
    "divide-by-zero": {"quotient": {"of": "count", "by": {"fact": "tenths"}, "to": 1, "towards": "up"}},
    "number-too-large": {"round": {"of": "large", "to": 0.0001, "towards": "up"}},
    "formula": {"sum": ["paid", "0.07 * paid"]},
    "fraction": {"sum": [{"fact": "paid", "times": "lots"}]},
    "member-twice": {"sum": ["paid", {"fact": "paid", "times": "-1"}]},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_worked_out_is_refused(code: str) -> None:
    """One finding for each cause."""
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({**ASKED, "made": books.fact(**REFUSED[code])}))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]


def test_shares_are_exact_where_decimals_are_enough() -> None:
    """7 % of a tenth has three decimals, and needs no rounding."""
    made = books.fact(
        type="number", decimals=3, sum=[{"fact": "tenths", "times": "7 %"}, {"fact": "count", "times": -1}]
    )
    book = books.book({"tenths": TENTHS, "count": COUNT, "made": made})
    assert books.answer(book, "made", {"tenths": 1.5, "count": 2}) == -1.895


TOLD = {
    "en": [
        "text: 7.5% × $33.30 = $2.4975",
        "text: -1/3 × 0.1 = ≈ -0.033333",
        "text: 2 (given in the profile)",
        "Rounded to the nearest multiple of $0.05, a half away from zero: ≈ $4.464167 → $4.45",
    ],
}


def test_why_says_each_share_and_how_it_was_rounded() -> None:
    """As a worksheet has it."""
    decision = books.decide(BOOK, {"paid": 33.3, "count": 2, "tenths": 0.1})
    assert [reason.text for reason in why(decision, "sum.nearest.u1", "en").below] == TOLD["en"]
