"""Many receipts of a book: candidates at random on many of its days, decided, written as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import orjson
from tests.support import profiles

from ronde.evaluate.engine import Engine
from ronde.model.history import History
from ronde.receipts.receipt import receipt_of


def some_days(history: History, count: int) -> list[int]:
    """So many days of a book: those on which its rules change, the days before, then days spread between them."""
    first, last = history.first_date, history.change_dates[-1] + 400
    changes = [day for change in history.change_dates for day in (change, change - 1) if day >= first]
    between = Random(count).sample(range(first, last), count)
    return list(dict.fromkeys((*changes, *between)))[:count]


def receipts_of(engine: Engine, days: list[int], count: int, seed: int = 1) -> Iterator[bytes]:
    """So many receipts, an equal share of each day; every tenth holds all of its decision."""
    random = Random(seed)
    for number in range(count):
        day = days[number * len(days) // count]
        plan = engine.plan(engine.rules(day))
        made = profiles.acceptable(plan, profiles.candidate(plan, day, random))
        decision = engine.evaluate(profiles.document(plan, made), day)
        yield orjson.dumps(receipt_of(decision, brief=number % 10 > 0))
