"""Columns and the reference agree on every fact of every candidate: random profiles, dates, records, missing values."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from tests.support import books, profiles
from tests.support.columns import Made, differences

from ronde.run.engine import Engine
from ronde.run.reference import Candidate, evaluate

FIRST, LAST = date(2015, 1, 1).toordinal(), date(2027, 12, 31).toordinal()
BLOCK = 40


@pytest.mark.parametrize("seed", range(60))
def test_columns_agree_with_the_reference(seed: int) -> None:
    random = Random(seed)
    engine = Engine(books.real())
    day = random.randint(FIRST, LAST)
    rules = engine.rules(day)
    plan = engine.plan(rules)
    made: list[Candidate] = [
        profiles.candidate(plan, day, random, derived=0.2, beyond=seed % 4 == 0) for _ in range(BLOCK)
    ]
    columns = Made(plan, made)
    wanted = sorted({*plan.roots.values(), *(each.node for each in plan.refusals)})
    assert differences(columns, wanted, [evaluate(plan, each) for each in made]) == []
