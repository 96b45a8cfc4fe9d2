"""All diagnostics at once: a fault in one branch does not hide the next, and one cause is told once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import books

from ronde.compile.rules import Compiler

BASE: dict[str, Any] = {
    "age": books.asked("number", at_least=0, at_most=120),
    "member": books.asked("yes_no"),
}

AGE = {"fact": "age", "at_least": 18}
WRONG = {"fact": "age", "at_least": "x"}

DEFINITIONS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "each condition of a group": (
        {"all": [WRONG, AGE, {"fact": "agee", "is": 1}, {"any": [{"fact": "age"}, AGE, {"fact": "member", "is": 3}]}]},
        ["fact-unknown", "one-operator", "value-not-number", "value-not-yes-no"],
    ),
    "a test and what lifts it": (
        {"all": [{**WRONG, "unless": {"fact": "nobody", "is": True}}]},
        ["fact-unknown", "value-not-number"],
    ),
    "conditions and values of a choice": (
        {"choose": [{"when": WRONG, "value": {"fact": "nothing"}}, {"when": AGE, "value": 2}, {"otherwise": "much"}]},
        ["fact-unknown", "type-needed", "value-not-number"],
    ),
    "some rows of a table": (
        {"table": {"key": "age", "rows": {"0..17": 1, "18..x": 2, "19..": "much"}}},
        ["interval-form", "value-not-number"],
    ),
    "all rows of a table alike, which has one cause": (
        {"type": "yes_no", "table": {"key": "age", "rows": {"0..17": 1, "18..": 2}}},
        ["value-not-yes-no"],
    ),
    "a definition and its source": (
        {"sum": ["age", "agee", "agge"], "source": "none"},
        ["fact-unknown"] * 2 + ["source-unknown"],
    ),
    "facts of a list that is unknown": (
        {"sum": ["own.a", "own.b", "agee"]},
        ["fact-unknown", "list-unknown"],
    ),
}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_fault_of_a_definition_is_told(name: str) -> None:
    """And no more than that."""
    definition, codes = DEFINITIONS[name]
    facts = {**BASE, "x": books.fact(**definition)}
    if "own.a" in str(definition):
        facts["own.{letter}"] = books.fact(value=1, for_each={"letter": "letters"})
    history = books.history({"topic/2015-01-01.yaml": books.version(facts=facts)})
    found = Compiler().plan_and_diagnostics(history.in_force(history.first_date))[1]
    assert sorted(diagnostic.code for diagnostic in found) == codes
    assert len({diagnostic.location for diagnostic in found}) == len(codes)
