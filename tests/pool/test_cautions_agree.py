"""A pool and a decision carry the same cautions: which rows, which facts, on which days, whatever the rows supply."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import orjson
import pyarrow as pa
import pytest
from tests.pool.test_kernel_agrees import as_text, rows
from tests.support import books

from ronde.columns.kernel import Kernel
from ronde.columns.query import CAUTIONS, Query
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import History
from ronde.read.structure import parse

ABOUT = {"text": {"fr": "À vérifier.", "en": "To verify."}}


def doubtful(bound: int) -> dict[str, Any]:
    """Facts of which some have a caution that another raises, of the candidate and of records."""
    return {
        "amount": books.asked("number", at_least=0, at_most=100),
        "asked": books.asked("yes_no", caution={"when": "asked", **ABOUT}),
        "met": books.fact(all=[{"fact": "amount", "at_least": bound}], caution={"when": "doubt", **ABOUT}),
        "doubt": books.fact(all=[{"fact": "met", "is": False}, {"fact": "amount", "at_least": bound - 10}]),
        "points": books.fact(choose=[{"when": {"fact": "met", "is": True}, "value": bound}, {"otherwise": 0}]),
        "jobs.hours": books.asked("number", on="jobs", at_least=0, at_most=100),
        "jobs.doubt": books.fact(on="jobs", all=[{"fact": "jobs.hours", "between": [bound - 10, bound - 1]}]),
        "jobs.counts": books.fact(
            on="jobs", all=[{"fact": "jobs.hours", "at_least": bound}], caution={"when": "jobs.doubt", **ABOUT}
        ),
        "any_job": books.fact(exists={"in": "jobs", "where": {"fact": "jobs.counts", "is": True}}),
        "answer": books.fact(
            count=[{"fact": "points", "at_least": 1}, {"fact": "any_job", "is": True}, {"fact": "asked", "is": True}]
        ),
    }


def small_files() -> dict[str, Any]:
    """A book of three complete versions, the last but one verified for a while only, and one of which no content is
    known."""
    made = {
        day: books.version(day, facts=doubtful(bound), records={"jobs": books.record()}, checked=checked)
        for day, bound, checked in (
            ("2015-01-01", 50, "2030-01-01"),
            ("2016-01-01", 60, "2016-06-01"),
            ("2017-01-01", 70, "2030-01-01"),
        )
    }
    unknown = books.version("2018-01-01", status="incomplete", missing=ABOUT["text"])
    return {f"topic/{day}.yaml": tree for day, tree in [*made.items(), ("2018-01-01", unknown)]}


def small() -> History:
    """That book, read."""
    return books.history(small_files())


def some(random: Random) -> dict[str, Any]:
    """A profile at random, that may give derived facts too."""
    found: dict[str, Any] = {}
    for name, values in {
        "amount": range(35, 80),
        "asked": [True, False],
        "met": [True, False],
        "points": [0, 50, 60, 70],
        "doubt": [True, False],
    }.items():
        if random.random() < (0.9 if name in ("amount", "asked") else 0.15):
            found[name] = random.choice(list(values))
    if random.random() < 0.8:
        jobs = [{"hours": random.randint(35, 80)} for _ in range(random.randint(0, 3))]
        for job in jobs:
            if random.random() < 0.2:
                job["counts"] = random.random() < 0.5  # type: ignore[assignment]
        found["jobs"] = jobs
    return found


def expected(
    engine: Engine, profiles: list[dict[str, Any]], days: list[int], facts: tuple[str, ...]
) -> tuple[list[str], dict[str, tuple[int, set[str]]]]:
    """What the decisions say: for each row its codes, and for each code how many rows carry it and which facts."""
    told: list[str] = []
    rows_of: Counter[str] = Counter()
    facts_of: dict[str, set[str]] = {}
    for tree, day in zip(profiles, days, strict=True):
        try:
            decision = engine.evaluate(parse(orjson.dumps(tree), "row.json"), day)
        except ValidationError:
            told.append("refused")
            continue
        names = [name for name in facts if name in decision.plan.facts]
        codes = list(dict.fromkeys(each.code for each in decision.cautions_of(*names)))
        told.append(" ".join(codes))
        rows_of.update(codes)
        for name in names:
            for each in decision.cautions_of(name):
                facts_of.setdefault(each.code, set()).add(name)
    return told, {code: (count, facts_of[code]) for code, count in rows_of.items()}


def check(
    history: History, profiles: list[dict[str, Any]], days: list[int], facts: tuple[str, ...], *, exact: bool = True
) -> list[str]:
    """Hold a pool to the decisions; return what its rows carry. Not `exact`: a value that the rest contradicts, but
    that changes no answer asked for, may go unnoticed by the pool, which does not compute it."""
    engine = Engine(history, Reference())
    told, counted = expected(engine, profiles, days, facts)
    good = [text for text in told if text != "refused"]
    columns = as_text(profiles)
    columns["day"] = pa.array([date.fromordinal(day).isoformat() for day in days])
    batch = pa.RecordBatch.from_pydict(columns)
    for marked in (True, False):
        found = Kernel(history, Query(facts, as_of_column="day", cautions=marked)).run(batch)
        carried = {code: (each.rows, set(each.facts)) for code, each in found.cautions.items()}
        assert carried == {code: each for code, each in counted.items() if not code.startswith("contradicted")}
        for row, text in zip(found.rows[CAUTIONS].to_pylist() if marked else (), good, strict=marked):
            here, there = set(row.split()), set(text.split())
            assert here <= there
            assert {code for code in there - here if exact or not code.startswith("contradicted")} == set()
    return good


DAYS = [date(year, month, 1).toordinal() for year in (2015, 2016, 2017, 2018) for month in (1, 6, 7, 12)]


@pytest.mark.parametrize("seed", range(6))
def test_a_pool_carries_what_decisions_do(seed: int) -> None:
    """Cautions that a fact raises, of candidates and of records; supplied facts; versions unread or not verified."""
    random = Random(seed)
    profiles = [some(random) for _ in range(60)]
    found = check(small(), profiles, [random.choice(DAYS) for _ in profiles], ("answer", "points", "any_job", "met"))
    kinds = {code.partition(":")[0] for text in found for code in text.split()}
    assert kinds == {"incomplete", "unverified", "contradicted", "doubtful"}


@pytest.mark.parametrize("day", DAYS)
def test_all_on_one_day_too(day: int) -> None:
    """One set of rules for all rows."""
    random = Random(day)
    profiles = [some(random) for _ in range(30)]
    check(small(), profiles, [day] * len(profiles), ("answer", "met"))


def test_a_pool_of_the_real_book_carries_what_decisions_do() -> None:
    """Every main answer, at random days on and after which versions are not known, with derived facts given."""
    engine = books.real_engine()
    profiles, days = rows(engine, Random(0))
    late = date(2026, 10, 30).toordinal()
    days = [late + number % 40 if number % 2 else day for number, day in enumerate(days)]
    found = check(books.real(), profiles, days, books.real().headlines, exact=False)
    assert any("incomplete:crs/total@2026-11-03" in text for text in found)
