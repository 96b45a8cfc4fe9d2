"""The product of two facts: its value for one, its column for many, what is refused, and how it is told."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import books
from tests.support.columns import Decided, differences

from ronde.evaluate import reference
from ronde.evaluate.reference import Candidate
from ronde.messages.diagnostics import ValidationError
from ronde.model.types import Value
from ronde.operations import registry
from ronde.operations.bounds import bounds

WHOLE = books.asked("number", at_least=-40, at_most=60)
BOOK = books.book({"a": WHOLE, "b": WHOLE, "made": books.fact(product=["a", "b"])})
TENTHS = books.asked("number", at_least=0, at_most=10, decimals=1)
NUMBERS = st.integers(-40, 60)
VALUES = st.one_of(NUMBERS, st.tuples(NUMBERS, NUMBERS).map(lambda ends: tuple(sorted(ends))))


def of_one(first: Value, second: Value) -> Value:
    """The product of two values as the room finds it."""
    plan = books.plan(BOOK)
    node = next(node for node in plan.nodes if node.op == "product")
    return registry.value("product")(node, [first, second])


@given(VALUES, VALUES)
def test_its_bounds_are_those_of_every_pair_of_values(first: Value, second: Value) -> None:
    """Below zero too, where the least times the greatest may be the least of all."""
    ranges = (range(low, high + 1) for low, high in map(bounds, (first, second)))
    every = [one * other for one, other in product(*ranges)]
    assert bounds(of_one(first, second)) == (min(every), max(every))


@given(st.lists(st.fixed_dictionaries({}, optional={"a": NUMBERS, "b": NUMBERS}), min_size=1, max_size=20))
def test_one_candidate_and_many_agree(rows: list[dict[str, int]]) -> None:
    """Whatever of the two is known."""
    plan = books.plan(BOOK)
    candidates = [Candidate({"as_of": books.read_date(books.FIRST), **row}) for row in rows]
    decided = Decided(plan, candidates, [reference.evaluate(plan, each) for each in candidates])
    assert differences(decided) == []


def test_decimals_add_up() -> None:
    """Nothing is rounded."""
    made = books.fact(type="number", decimals=2, product=["a", "b"])
    book = books.book({"a": TENTHS, "b": TENTHS, "made": made})
    assert books.answer(book, "made", {"a": 1.5, "b": 2.5}) == 3.75


LARGE = books.asked("number", at_least=0, at_most=10**9)
PAID = books.asked("money", at_least=0, at_most=500)
MADE = books.fact(product=["a", "b"])
REFUSED = {
    "number-too-large": {"a": LARGE, "b": LARGE, "made": MADE},
    "product-kinds": {"a": PAID, "b": PAID, "made": MADE},
    "rounding-needed": {"a": PAID, "b": TENTHS, "made": {**MADE, "type": "money"}},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_has_no_product_is_refused(code: str) -> None:
    """Two amounts, what could be larger than the engine counts, and an amount with parts of a cent."""
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book(REFUSED[code]))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]
