"""Columns and the reference agree on every fact of every candidate: random profiles, dates, records, missing values.

`tools/differential` holds them against each other over as many candidates as one has time for."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from tests.support import books, profiles
from tests.support.columns import Decided, differences, differences_together

from ronde.evaluate.engine import Engine
from ronde.evaluate.reference import evaluate

FIRST, LAST = date(2015, 1, 1).toordinal(), date(2027, 12, 31).toordinal()
BLOCK = 80


def decided(engine: Engine, day: int, random: Random, *, beyond: bool = False) -> Decided:
    """Candidates at random on a day, and what the reference says of each."""
    plan = engine.plan(engine.rules(day))
    made = [profiles.candidate(plan, day, random, derived=0.2, beyond=beyond) for _ in range(BLOCK)]
    return Decided(plan, made, [evaluate(plan, each) for each in made])


@pytest.mark.parametrize("seed", range(14))
def test_columns_agree_with_the_reference(seed: int) -> None:
    random, engine = Random(seed), books.real_engine()
    assert differences(decided(engine, random.randint(FIRST, LAST), random, beyond=seed % 4 == 0)) == []


@pytest.mark.parametrize("seed", range(3))
def test_rows_under_several_sets_of_rules_agree_with_the_reference(seed: int) -> None:
    random, engine = Random(seed), books.real_engine()
    assert differences_together([decided(engine, random.randint(FIRST, LAST), random) for _ in range(5)]) == []


def test_all_the_rules_of_the_book_run_as_one() -> None:
    random, engine = Random(1), books.real_engine()
    days = [day for day in engine.history.change_dates if day >= engine.history.first_date]
    assert differences_together([decided(engine, day, random) for day in days[::4]]) == []
