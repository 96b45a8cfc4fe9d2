"""A pool's kernel and the engine agree: from Arrow to Arrow, rows at their own dates, bounds, and who is refused."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import orjson
import pyarrow as pa
import pytest
from tests.support import books, profiles

from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine
from ronde.messages.diagnostics import ValidationError
from ronde.model.types import DATE_LOW, Type, plain
from ronde.operations.bounds import bounds
from ronde.read.structure import parse

FIRST, LAST = date(2014, 12, 20).toordinal(), date(2027, 12, 31).toordinal()
ROWS, DAYS = 40, 4


def rows(engine: Engine, random: Random) -> tuple[list[dict[str, Any]], list[int]]:
    """Profiles at random, some of which the rules refuse, and the day of each."""
    found: list[dict[str, Any]] = []
    days: list[int] = []
    some = [random.randint(FIRST, LAST) for _ in range(DAYS)]
    for _ in range(ROWS):
        day = random.choice(some)
        plan = engine.plan(engine.rules(max(day, engine.history.first_date)))
        made = profiles.candidate(plan, day, random, derived=0.1)
        if random.random() < 0.8:
            made = profiles.acceptable(plan, made)
        tree: dict[str, Any] = profiles.document(plan, made).tree  # type: ignore[assignment]
        found.append(tree)
        days.append(day)
    return found, days


def as_text(found: list[dict[str, Any]]) -> dict[str, pa.Array]:
    """Every column as text, as in a CSV file; lists of records as JSON."""
    names = sorted({name for row in found for name in row})

    def text(value: object) -> str | None:
        return value if isinstance(value, str) or value is None else orjson.dumps(value).decode()

    return {name: pa.array([text(row.get(name)) for row in found], pa.string()) for name in names}


def as_typed(found: list[dict[str, Any]]) -> dict[str, pa.Array]:
    """Every column as Arrow itself would hold these values; dates stay texts."""
    names = sorted({name for row in found for name in row})
    return {name: pa.array([row.get(name) for row in found]) for name in names}


def said(decision: Decision, name: str) -> tuple[object, object, object]:
    """What the engine says of a fact: the value and its bounds; nothing where the fact is not defined on that day."""
    if name not in decision.plan.roots:
        return None, None, None
    value = decision.trace.value(name)
    kind = decision.plan.facts[name].type
    if not kind.ordered:
        return plain(value, kind), None, None
    return plain(value, kind), *(plain(end, kind) for end in bounds(value))


def written(value: object, kind: Type) -> object:
    """What stands in an answer, as the engine writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if kind.decimals and value is not None else value  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("made", [as_text, as_typed])
def test_the_kernel_says_what_the_engine_says(seed: int, made: Any) -> None:
    random, engine = Random(seed), books.real_engine()
    found, days = rows(engine, random)
    plan = engine.plan(engine.rules(LAST))
    facts = [name for name, about in plan.facts.items() if about.record is None]
    wanted = tuple(dict.fromkeys([*engine.history.headlines, *random.sample(facts, 40)]))
    kernel = Kernel(engine.history, Query(wanted, as_of_column="day", id_column="id", bounds=True))
    batch = pa.record_batch(
        {
            "id": pa.array([f"c{number}" for number in range(ROWS)]),
            "day": pa.array([date.fromordinal(day) for day in days]),
            **made(found),
        }
    )
    assert kernel.check(batch.schema).names[:2] == ["id", "day"]
    answers = kernel.run(batch)
    refused = {row["row"] for row in answers.rejects.to_pylist()}
    told = {row["id"]: row for row in answers.rows.to_pylist()}
    assert [*told] == [f"c{number}" for number in range(ROWS) if number not in refused]
    for number, (tree, day) in enumerate(zip(found, days, strict=True)):
        try:
            decision = engine.evaluate(parse(orjson.dumps(tree), "profile.json"), day)
        except ValidationError:
            assert number in refused
            continue
        assert number not in refused
        for name in wanted:
            row, kind = told[f"c{number}"], kernel.facts[name]
            here = [written(row.get(f"{name}{end}"), kind) for end in ("", ".low", ".high")]
            there = [float(str(each)) if kind.decimals and each is not None else each for each in said(decision, name)]
            assert here == there, f"{number} {date.fromordinal(day)} {name}"


def test_a_day_before_the_book_is_set_aside() -> None:
    kernel = Kernel(books.real(), Query(as_of_column="day", language="fr"))
    answers = kernel.run(pa.record_batch({"day": pa.array([date.fromordinal(DATE_LOW), date(2020, 1, 1), None])}))
    assert [row["row"] for row in answers.rejects.to_pylist()] == [0, 2]
    assert answers.rows.num_rows == 1
