"""What holds of every operation over records: one candidate and many agree, both machines agree, bounds hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.columns import Decided, differences

from ronde.evaluate import reference
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.reference import Candidate
from ronde.model.nodes import Plan
from ronde.operations.bounds import bounds


def assert_one_and_many_agree(plan: Plan, candidates: Sequence[Candidate]) -> None:
    """Columns say of every fact what the reference says of each candidate alone."""
    assert differences(Decided(plan, candidates, [reference.evaluate(plan, each) for each in candidates])) == []


def assert_machines_agree(plan: Plan, candidate: Candidate) -> None:
    """The chainer finds every value as the reference does."""
    assert best_machine().evaluate(plan, candidate).values == reference.evaluate(plan, candidate).values


def assert_bounds_hold(plan: Plan, some: Candidate, whole: Mapping[str, Any]) -> None:
    """The bounds of facts for a candidate of whom less is known hold what they are for one of whom all is."""
    found: Sequence[Any] = reference.evaluate(plan, some).values
    for name, value in whole.items():
        low, high = bounds(found[plan.roots[name]])
        assert low <= value <= high, name
