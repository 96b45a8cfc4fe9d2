"""The shortfall that `why` tells is the least that would do: with it the test holds, with one step less it does not."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.support import books

from ronde.explain.reasons import shortfall, why
from ronde.model.types import plain

KINDS = {"amount": ("money", 2), "whole": ("number", 0), "tenths": ("number", 1)}


def book(kind: str, decimals: int, operand: Any) -> Any:
    """A book that asks whether a value of a kind reaches an operand."""
    own = {"decimals": decimals} if kind == "number" and decimals else {}
    asked = books.asked(kind, at_least=-9000, at_most=9000, **own)
    other = books.asked("money" if kind == "money" else "number", at_least=-1000, at_most=1000)
    return books.book({"have": asked, "need": other, "answer": books.fact(all=[{"fact": "have", "at_least": operand}])})


@settings(max_examples=120, deadline=None, derandomize=True, database=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(-3000, 3000),
    st.integers(-60, 60),
    st.none() | st.tuples(st.integers(1, 30), st.integers(1, 30)),
)
def test_the_shortfall_is_the_least_that_satisfies(
    name: str, have: int, need: int, times: tuple[int, int] | None
) -> None:
    """For whole numbers, tenths and cents, against a figure and against a fraction of another fact."""
    kind, decimals = KINDS[name]
    operand: Any = {"fact": "need", **({"times": f"{times[0]}/{times[1]}"} if times else {})}
    history = book(kind, decimals, operand)

    def decided(steps: int) -> Any:
        return books.decide(history, {"have": steps / 10**decimals, "need": need})

    decision = decided(have)
    assume(books.answers(decision)["answer"] is False)
    node = decision.trace.definition("answer")
    assert node is not None
    test = decision.plan.nodes[node.args[0]] if node.said and node.said.form != "test" else node
    assert test.said is not None
    short = shortfall(decision, test, test.said, None)
    assert short is not None
    assert short > 0
    assert books.answers(decided(have + short))["answer"] is True
    assert books.answers(decided(have + short - 1))["answer"] is False
    told = why(decision, "answer", "en").below[0].text
    amount = plain(short, decision.plan.facts["have"].type)
    assert f"{amount:.10g}" in told.replace(",", "")


def test_half_of_ninety_eight_cents() -> None:
    """An amount that must reach half of another: what is short is told in the amount's own cents."""
    history = book("money", 2, {"fact": "need", "times": "1/2"})
    decision = books.decide(history, {"have": 0, "need": 0.98})
    assert "$0.49 short" in why(decision, "answer", "en").below[0].text
