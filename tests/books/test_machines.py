"""Every way to run the rules says the same of the second books: columns, chaining, rows, days and rounds one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import orjson
import pyarrow as pa
import pytest
from tests.evaluate.test_machines_agree import differing, needs_library
from tests.pool.test_kernel_agrees import as_text, said, written
from tests.support import profiles, second_books
from tests.support.columns import Decided, differences, differences_together

from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.chainer import Chainer
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.evaluate.reference import evaluate
from ronde.messages.diagnostics import ValidationError
from ronde.model.document import Document
from ronde.model.history import History
from ronde.read.structure import parse
from ronde.rounds.data import read_rounds
from ronde.rounds.invited import answer, answers
from ronde.rounds.series import changes

NAMES = list(second_books.BOOKS)
ROUNDS = [name for name in NAMES if second_books.history(name).rounds_terms]


def days(history: History) -> list[int]:
    """Each day on which something changes, the one before, and one long after."""
    changed = [day for change in history.change_dates for day in (change - 1, change)]
    return [day for day in (*changed, history.change_dates[-1] + 400) if day >= history.first_date]


def decided(engine: Engine, day: int, random: Random, *, beyond: bool = False) -> Decided:
    """Candidates at random on a day, and what the reference says of each."""
    plan = engine.plan(engine.rules(day))
    made = [profiles.candidate(plan, day, random, derived=0.2, beyond=beyond) for _ in range(30)]
    return Decided(plan, made, [evaluate(plan, each) for each in made])


@pytest.mark.parametrize("name", NAMES)
def test_columns_agree_with_the_reference(name: str) -> None:
    engine, random = Engine(second_books.history(name), Reference()), Random(name)
    for number, day in enumerate(days(engine.history)):
        assert differences(decided(engine, day, random, beyond=number % 3 == 0)) == []


@pytest.mark.parametrize("name", NAMES)
def test_all_the_rules_of_a_book_run_as_one(name: str) -> None:
    engine, random = Engine(second_books.history(name), Reference()), Random(name)
    assert differences_together([decided(engine, day, random) for day in days(engine.history)]) == []


@needs_library
@pytest.mark.parametrize("name", NAMES)
def test_chaining_agrees_with_the_reference(name: str) -> None:
    engine, random, chainer = Engine(second_books.history(name), Reference()), Random(name), Chainer()
    for day in days(engine.history):
        plan = engine.plan(engine.rules(day))
        for _ in range(25):
            assert differing(chainer, plan, profiles.candidate(plan, day, random, beyond=True)) == ""


def rows(engine: Engine, random: Random) -> Iterator[tuple[dict[str, Any], int]]:
    """Profiles at random of every day that matters, some of which the rules refuse."""
    for day in days(engine.history):
        plan = engine.plan(engine.rules(day))
        for _ in range(12):
            tree = profiles.document(plan, profiles.candidate(plan, day, random, derived=0.1)).tree
            assert isinstance(tree, dict)
            yield tree, day


@pytest.mark.parametrize("name", NAMES)
def test_a_row_and_a_profile_are_answered_and_refused_alike(name: str) -> None:
    """Every fact of the candidate, on the day of each row; and whom the rules refuse."""
    engine, refused = Engine(second_books.history(name), Reference()), set[int]()
    found = list(rows(engine, Random(name)))
    facts = tuple(fact for fact, about in engine.ever.facts.items() if about.record is None)
    columns = as_text([tree for tree, _ in found])
    columns["day"] = pa.array([date.fromordinal(day) for _, day in found])
    columns["row"] = pa.array(range(len(found)))
    kernel = Kernel(engine.history, Query(facts, as_of_column="day", id_column="row"))
    told = kernel.run(pa.record_batch(columns))
    answered = {each["row"]: each for each in told.rows.to_pylist()}
    for number, (tree, day) in enumerate(found):
        try:
            decision = engine.evaluate(parse(orjson.dumps(tree), "profile.json"), day)
        except ValidationError:
            refused.add(number)
            continue
        for fact in facts:
            here = written(answered[number].get(fact), kernel.facts[fact])
            there = said(decision, fact)[0]
            assert here == (float(str(there)) if isinstance(here, float) else there), f"{number} {fact}"
    assert refused
    assert {each["row"] for each in told.rejects.to_pylist()} == refused == set(range(len(found))) - set(answered)


def examples(name: str) -> list[Document]:
    """The example profiles of a book."""
    return [parse(path.read_bytes(), path.name) for path in second_books.profiles(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_history_is_what_every_day_says(name: str) -> None:
    """Of the example profiles, from the first day to a year after the last change."""
    engine = Engine(second_books.history(name), Reference())
    first, last = engine.history.first_date, engine.history.change_dates[-1] + 365
    for document in examples(name):
        told: dict[str, object] = {}
        moved = {each.day: each.decision for each in changes(engine, document, engine.history.headlines, first, last)}
        for day in range(first, last + 1):
            decision = engine.evaluate(document, day)
            now = {fact: said(decision, fact)[0] for fact in engine.history.headlines}
            assert (now != told) <= (day in moved), date.fromordinal(day)
            if day in moved:
                assert {fact: said(moved[day], fact)[0] for fact in engine.history.headlines} == now
            told = now


@pytest.mark.parametrize("name", ROUNDS)
def test_rounds_are_what_each_of_their_days_says(name: str) -> None:
    engine = Engine(second_books.history(name), Reference())
    held = read_rounds(engine.history).rounds
    outcomes = set()
    for document in examples(name):
        for told, each in zip(answers(engine, document, held), held, strict=True):
            alone = answer(engine.evaluate(document, each.date), each)
            assert (told.outcome, told.score, told.short) == (alone.outcome, alone.score, alone.short)
            outcomes.add(told.outcome)
    assert {"invited", "expired", "not_concerned", "not_yet"} <= outcomes
