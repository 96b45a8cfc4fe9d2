"""Columns and the reference agree on every fact of every candidate: random profiles, dates, records, missing values."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from tests.support import books, profiles
from tests.support.columns import Made

from ronde.model.types import Value
from ronde.run.engine import Engine
from ronde.run.reference import Candidate, Outcome, evaluate

FIRST, LAST = date(2015, 1, 1).toordinal(), date(2027, 12, 31).toordinal()
BLOCK = 40


def differences(made: Made, wanted: list[int], outcomes: list[Outcome]) -> list[str]:
    """Where columns say something else than the reference: facts and who contradicts what."""
    result = made.program(wanted).run(made.block)
    found = []
    for row, outcome in enumerate(outcomes):
        contradicted = {
            (fact, None if where.ndim == 1 else place)
            for fact, where in result.contradicted.items()
            for place in range(1 if where.ndim == 1 else len(where))
            if (where[min(row, where.size - 1)] if where.ndim == 1 else where[place, row])
        }
        if contradicted != set(outcome.contradicted):
            found.append(f"{row}: contradicted {contradicted} instead of {set(outcome.contradicted)}")
        for node in wanted:
            expected = outcome.values[node]
            record = made.plan.nodes[node].record
            count = 1 if record is None else len(expected)  # type: ignore[arg-type]
            for place in range(count):
                there: Value = expected if record is None else expected[place]  # type: ignore[assignment, index]
                here = made.value(result.columns[node], node, row, None if record is None else place)
                if here != there:
                    found.append(f"{row}: {made.plan.nodes[node].fact or node}[{place}] {here} instead of {there}")
    return found


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
