"""What holds of every operation over records: one candidate and many agree, both machines agree, bounds hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any
from unittest.mock import patch

from tests.support.columns import Decided, Made, differences

from ronde.columns.native import ready
from ronde.evaluate import reference
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.reference import Candidate
from ronde.model.nodes import Plan
from ronde.model.types import Value
from ronde.operations.bounds import bounds

DRAWN = 400
"""How many candidates are drawn at random."""


def assert_one_and_many_agree(plan: Plan, candidates: Sequence[Candidate]) -> None:
    """Columns say of every fact what the reference says of each candidate alone."""
    assert differences(Decided(plan, candidates, [reference.evaluate(plan, each) for each in candidates])) == []


def assert_native_agrees(
    plan: Plan, names: Sequence[str], every: Mapping[str, Sequence[Value]], day: int, most: int = 4
) -> None:
    """Native code finds these facts, with nothing found in columns before, and as the reference does: for lists of up
    to so many records with values drawn from `every`, of which all is known, or some is not (of some candidates the
    list itself), and for lists without any."""
    random, wanted = Random(3), [plan.roots[name] for name in names]
    for missing, longest in ((0.0, most), (0.15, most), (0.0, 0)):
        candidates = [
            Candidate({"as_of": day}, _drawn(plan.records, every, random, missing, longest)) for _ in range(DRAWN)
        ]
        outcomes = [reference.evaluate(plan, each) for each in candidates]
        made = Made(plan, candidates)
        native = made.native(wanted)
        with patch.object(ready, "WAITS", True):
            assert native.run(made.block) is not None
            assert differences(Decided(plan, candidates, outcomes), wanted, native=True) == []
        assert native.looped


def _drawn(
    records: Iterable[str], every: Mapping[str, Sequence[Value]], random: Random, missing: float, most: int
) -> dict[str, list[dict[str, Value]]]:
    if random.random() < missing / 2:
        return {}
    rows = [
        {name: random.choice(values) for name, values in every.items() if random.random() >= missing}
        for _ in range(random.randint(0, most))
    ]
    return dict.fromkeys(records, rows)


def assert_machines_agree(plan: Plan, candidate: Candidate) -> None:
    """The chainer finds every value as the reference does."""
    assert best_machine().evaluate(plan, candidate).values == reference.evaluate(plan, candidate).values


def assert_bounds_hold(plan: Plan, some: Candidate, whole: Mapping[str, Any]) -> None:
    """The bounds of facts for a candidate of whom less is known hold what they are for one of whom all is."""
    found: Sequence[Any] = reference.evaluate(plan, some).values
    for name, value in whole.items():
        low, high = bounds(found[plan.roots[name]])
        assert low <= value <= high, name
