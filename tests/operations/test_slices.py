"""Progressive rates: against exact fractions, for one candidate and for many, and as a worksheet tells them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
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
from ronde.operations.slices.value import value

ROWS = ((0, "10%"), (10, "20.5%"), (22.5, "0%"), (30, "1/3"), (41, "-5%"))
HALVES = [{"from": 0, "rate": "1/2"}, {"from": 7, "rate": 3}]
CENTS = {"to": 0.01, "towards": "nearest"}


def rows(*bases: float | None) -> list[dict[str, Any]]:
    """The rows, with what lies below them if it is printed."""
    told = zip(ROWS, (*bases, *[None] * (len(ROWS) - len(bases))), strict=True)
    return [{"from": start, "rate": rate} | ({} if base is None else {"base": base}) for (start, rate), base in told]


def taxed(amount: str = "paid", **about: Any) -> dict[str, Any]:
    return books.fact(type="money", slices={"of": amount, **about})


BOOK = books.book({
    "paid": books.asked("money", at_least=-10, at_most=60),
    "years": books.asked("number", at_least=0, at_most=50),
    "tax": taxed(rows=rows(), **CENTS),
    "printed": taxed(rows=rows(0, 1, 3.56), to=0.01, towards="down"),
    "points": books.fact(type="number", decimals=1, slices={"of": "years", "rows": HALVES}),
})  # fmt: skip
PLAN = books.plan(BOOK)
ROW = {"paid": st.integers(-1000, 6000), "years": st.integers(0, 50)}


def slice_by_slice(cents: int, base: Sequence[Fraction | None]) -> Fraction:
    """What the rates come to, with what is printed in place of what lies below."""
    number, total = Fraction(cents, 100), Fraction(0)
    ends = [Fraction(Decimal(str(start))) for start, _ in ROWS]
    rates = [Fraction(1, 3) if rate == "1/3" else Fraction(Decimal(rate.rstrip("%"))) / 100 for _, rate in ROWS]
    for start, end, rate, printed in zip(ends, [*ends[1:], None], rates, base, strict=True):
        if number >= start:
            total = total if printed is None else printed
            total += rate * ((number if end is None else min(number, end)) - start)
    return total


def cents_of(number: Fraction, *, nearest: bool) -> int:
    whole = floor(abs(number) * 100 + (Fraction(1, 2) if nearest else 0))
    return whole if number >= 0 or not nearest else -whole


def candidate(row: dict[str, int]) -> Candidate:
    return Candidate({"as_of": read_date(books.FIRST), **row})


@given(st.fixed_dictionaries(ROW))
def test_what_comes_out_is_that_of_fractions(row: dict[str, int]) -> None:
    """Every slice at its own rate; a base that is printed stands for what lies below it."""
    found = reference.evaluate(PLAN, candidate(row)).values
    none = [None] * len(ROWS)
    assert found[PLAN.roots["tax"]] == cents_of(slice_by_slice(row["paid"], none), nearest=True)
    printed = [Fraction(0), Fraction(1), Fraction(356, 100), None, None]
    assert found[PLAN.roots["printed"]] == cents_of(slice_by_slice(row["paid"], printed), nearest=False)
    assert found[PLAN.roots["points"]] == min(row["years"], 7) * 5 + max(row["years"] - 7, 0) * 30


@settings(max_examples=30, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=ROW), min_size=1, max_size=20))
def test_one_candidate_and_many_agree(told: list[dict[str, int]]) -> None:
    """Whatever is known of each."""
    candidates = [candidate(row) for row in told]
    assert differences(Decided(PLAN, candidates, [reference.evaluate(PLAN, each) for each in candidates])) == []


@settings(max_examples=3, deadline=None)
@given(st.fixed_dictionaries({}, optional=ROW))
def test_the_chainer_agrees(row: dict[str, int]) -> None:
    """Both machines find every value alike."""
    assert best_machine().evaluate(PLAN, candidate(row)).values == reference.evaluate(PLAN, candidate(row)).values


@given(st.integers(-1000, 6000), st.integers(0, 3000))
def test_the_bounds_are_those_of_every_amount_between(low: int, more: int) -> None:
    """Also where a rate is below zero, and where a printed base was rounded."""
    node = PLAN.nodes[PLAN.nodes[PLAN.roots["printed"]].args[0]]
    high = min(low + more, 6000)
    every = [
        reference.evaluate(PLAN, candidate({"paid": each})).values[node.id] for each in {low, high, (low + high) // 2}
    ]
    least, most = bounds(value(node, [(low, high) if low < high else low]))
    assert all(least <= each <= most for each in every)  # type: ignore[operator]


WORKSHEET = {
    ("tax", "en"): [
        "text: $33.30 (given in the profile)",
        "From $0 to $10: 10% × $10 = $1",
        "From $10 to $22.50: 20.5% × $12.50 = $2.5625",
        "From $22.50 to $30: 0% × $7.50 = $0",
        "Above $30: 1/3 × $3.30 = $1.10",
        "Rounded to the nearest multiple of $0.01, a half away from zero: $4.6625 → $4.66",
    ],
    ("printed", "fr"): [
        "texte : 15,50 $ (selon le profil)",
        "Au-dessus de 10 $ : 1 $ + 20,5 % × 5,50 $ = 2,1275 $",
        "Arrondi au multiple inférieur de 0,01 $ : 2,1275 $ → 2,12 $",
    ],
}


@pytest.mark.parametrize(("name", "language"), WORKSHEET)
def test_why_reads_like_the_worksheet(name: str, language: str) -> None:
    """Slice by slice; where the page prints what lies below, that and the slice above it."""
    decision = books.decide(BOOK, {"paid": 33.3 if name == "tax" else 15.5})
    told = [reason.text.replace("\N{NO-BREAK SPACE}", " ") for reason in why(decision, name, language).below]
    assert told == WORKSHEET[name, language]


REFUSED = {
    "rounding-needed": {"rows": rows()},
    "fraction": {"rows": [{"from": 0, "rate": "15"}, {"from": 5, "rate": "a lot"}]},
    "value-out-of-bounds": {"rows": [{"from": 0, "rate": "15%"}, {"from": 70, "rate": "20%"}]},
    "value-decimals": {"rows": [{"from": 0, "rate": "15%"}, {"from": 5.001, "rate": "20%"}], **CENTS},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_cut_is_refused(code: str) -> None:
    """One finding for each cause."""
    paid = books.asked("money", at_least=-10, at_most=60)
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({"paid": paid, "tax": taxed(**REFUSED[code])}))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]
