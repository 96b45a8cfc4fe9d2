"""What could come to more than the engine counts is told when the rules are checked, wherever it could."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import books

from ronde.messages.diagnostics import ValidationError

MOST = 4 * 10**14
HUGE = books.asked("number", at_least=0, at_most=MOST, decimals=1)
FACTS = {
    "a": HUGE,
    "b": HUGE,
    "fine": books.asked("number", at_least=0, at_most=10**13, decimals=2),
    "finer": books.asked("number", at_least=0, at_most=1, decimals=5),
    "jobs.pay": books.asked("number", on="jobs", at_least=0, at_most=MOST, decimals=1),
    "jobs.start": books.asked("date", on="jobs"),
}
WORK = {"in": "jobs", "per_week": "jobs.pay", "from": "jobs.start", "to": "jobs.start"}
MADE: dict[str, dict[str, Any]] = {
    "a sum": {"type": "number", "decimals": 1, "sum": ["a", "b"]},
    "a share": {"value": {"fact": "a", "times": "3/2"}, "type": "number", "decimals": 2},
    "a product": {"product": ["a", "b"]},
    "a total": {"total": {"in": "jobs", "of": "jobs.pay"}},
    "the best": {"total_of_best": {"in": "jobs", "of": "jobs.pay", "number": 2}},
    "hours": {"hours": {**WORK, "cap_per_week": 40}},
    "days": {"days_worked": {**WORK, "minimum_per_week": 40}},
    "what a test compares": {"all": [{"fact": "fine", "at_least": {"fact": "finer"}}]},
    "a share in a test": {"all": [{"fact": "a", "at_least": {"fact": "b", "times": "7/3"}}]},
    "a number": {"all": [{"fact": "a", "at_least": 999999999999.1234}]},
    "the greatest": {"type": "number", "decimals": 5, "greatest": ["fine", "finer"]},
    "a quotient": {"quotient": {"of": "a", "by": 3, "to": 0.01, "towards": "down"}, "decimals": 2},
    "slices": {
        "slices": {"of": "a", "rows": [{"from": 0, "rate": "15%"}], "to": 0.01, "towards": "down"},
        "decimals": 2,
    },
}


@pytest.mark.parametrize("what", MADE)
def test_what_could_be_too_large_is_told_at_its_place(what: str) -> None:
    """One finding, in the file of the definition."""
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({**FACTS, "made": books.fact(**MADE[what])}, records={"jobs": books.record()}))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == ["number-too-large"]
