"""Batches decided straight from Arrow's arrays are answered like those that go by blocks of columns, in whatever form
their columns come: answers, rows set aside with their reasons, contradictions, cautions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.support import books, second_books

from ronde.columns import row_rules
from ronde.columns.answers import Answers
from ronde.columns.kernel import Kernel
from ronde.columns.native import choice, ready, row_loop, running
from ronde.columns.query import Query
from ronde.evaluate.engine import Engine
from ronde.inputs.possible import possible
from ronde.model.history import History
from ronde.model.types import Kind, Type
from ronde.operations.array_calendar import EPOCH

ROWS = 1_400
"""More than two stretches of a loop, so that three threads have a part each."""
NEVER = 2**62


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code is made for the first row already, and waited for; few rows are a part for a thread."""
    monkeypatch.setattr(ready, "WAITS", True)
    monkeypatch.setattr(running, "PART", 100)


class Batches:
    """Batches at random of the facts of a book, in any form that is read: some values are none of their type, some are
    missing, some contradict others."""

    def __init__(self, history: History, question: Query, seed: int, wrong: float, share: float) -> None:
        self.share = share
        self.types, self.question, self.wrong = Kernel(history, question)._types, question, wrong
        self.random, self.numbers = Random(seed), np.random.default_rng(seed)
        self.first, self.last = history.first_date, history.change_dates[-1] + 300
        engine = Engine(history)
        plans = [engine.plan(engine.rules(day)) for day in (history.first_date, *history.change_dates)]
        self.codes = {name: codes for plan in plans for name, codes in plan.codes.items()}
        self.inputs = {name for plan in plans for name, about in plan.facts.items() if about.form == "input"}
        self.names = [
            name
            for name in self.types.inside(None)
            if all(possible(about) == about.type for plan in plans if (about := plan.facts.get(name)) is not None)
        ]

    def batch(self, rows: int) -> pa.RecordBatch:
        names = [each for each in self.names if self.random.random() < (self.share if each in self.inputs else 0.05)]
        columns = {name: self.column(self.types[name], rows) for name in names}
        if self.question.as_of_column:
            low = self.first - 2 * (self.wrong > 0)
            days = self.numbers.integers(low, self.last, rows) - EPOCH
            columns[self.question.as_of_column] = pa.array(days.astype(np.int32), pa.date32(), mask=self.some(rows))
        cut = self.random.choice([0, 3, 8])
        return pa.record_batch(columns).slice(cut)

    def some(self, rows: int) -> np.ndarray[Any, Any]:
        return self.numbers.random(rows) < self.wrong

    def column(self, kind: Type, rows: int) -> pa.Array:
        mask = None if self.random.random() < 0.5 else self.numbers.random(rows) < 0.2
        if kind.kind is Kind.YES_NO:
            return pa.array(self.numbers.random(rows) < 0.5, mask=mask)
        if not kind.ordered:
            return self.texts(kind, rows, mask)
        low, high = max(kind.low, -(10**6)), min(kind.high, 10**8)
        values = self.numbers.integers(low, high + 1, rows)
        values = np.where(self.some(rows), self.numbers.choice([kind.low - 1, kind.high + 1, high]), values)
        if kind.kind is Kind.DATE:
            return pa.array((values - EPOCH).clip(-(2**31), 2**31 - 1).astype(np.int32), pa.date32(), mask=mask)
        scale = 10**kind.decimals
        if self.random.random() < 0.4:
            return self.fractions(values / scale, mask)
        if self.random.random() < 0.3:
            return self.decimals(values, kind.decimals, mask)
        values = values // scale
        narrow = np.min_scalar_type(-int(abs(values).max()) - 1) if values.min() < 0 else np.uint32
        return pa.array(values.astype(self.random.choice([np.int64, narrow])), mask=mask)

    def decimals(self, values: np.ndarray[Any, Any], scale: int, mask: Any) -> pa.Array:
        """Decimals, of which some are beyond 64 bits."""
        fewer = self.random.randint(0, scale)
        huge = Decimal(10) ** 20
        found = [
            (huge if far else Decimal(int(value) // 10**fewer)).scaleb(fewer - scale)
            for value, far in zip(values, self.some(len(values)), strict=True)
        ]
        return pa.array(found, pa.decimal128(30, scale - fewer), mask=mask)

    def fractions(self, values: np.ndarray[Any, Any], mask: Any) -> pa.Array:
        """Numbers with a fraction, of which some have too many decimals, are no number or have no end."""
        rows = len(values)
        strange = self.numbers.choice([0.001, 1e300, np.inf, -np.inf], rows)
        values = np.where(self.some(rows), strange, values)
        values = np.where(self.numbers.random(rows) < self.random.choice([0, 0.1]), np.nan, values)
        with np.errstate(over="ignore"):
            narrow = values.astype(np.float32)
        return pa.array(narrow if self.random.random() < 0.3 else values, mask=mask)

    def texts(self, kind: Type, rows: int, mask: Any) -> pa.Array:
        known = [*kind.choices, *sorted(self.codes.get(kind.codes or "", ()))[:100]] or ["a", "b"]
        known += ["none of them"] if self.wrong else []
        width = self.random.choice([pa.int8(), pa.int16(), pa.int32(), None])
        numbers = self.numbers.integers(0, len(known) - (self.random.random() < 0.5 and self.wrong > 0), rows)
        plain = pa.array(numbers, width or pa.int32(), mask=mask)
        found = pa.DictionaryArray.from_arrays(plain, pa.array(known))
        return found if width else found.dictionary_decode().cast(self.random.choice([pa.string(), pa.string_view()]))


def answered(kernel: Kernel, batches: Sequence[pa.RecordBatch], many: int, patch: pytest.MonkeyPatch) -> list[Answers]:
    patch.setattr(choice, "MANY", many)
    return [kernel.run(each) for each in batches]


def check(
    history: History, question: Query, seed: int, wrong: float, patch: pytest.MonkeyPatch, share: float = 0.8
) -> int:
    """Hold both against each other; how many batches were decided straight."""
    made = Batches(history, question, seed, wrong, share)
    batches = [made.batch(ROWS) for _ in range(4)]
    by_blocks, straight, count = Kernel(history, question), Kernel(history, question), 0
    straight.threads = 3
    expected = answered(by_blocks, batches, NEVER, patch)
    assert not by_blocks.looped
    for batch, old in zip(batches, expected, strict=True):
        (new,) = answered(straight, [batch], 0, patch)
        count += straight.straight
        assert new.rows.equals(old.rows)
        assert new.rejects.equals(old.rejects)
        assert new.contradicted == old.contradicted
        assert new.cautions == old.cautions
    return count


@pytest.mark.parametrize("wrong", [0, 0.01])
@pytest.mark.parametrize("bounds", [False, True])
@pytest.mark.parametrize("name", ["tax", "family", "points"])
def test_small_books(name: str, bounds: bool, wrong: float, monkeypatch: pytest.MonkeyPatch) -> None:
    history = second_books.history(name)
    assert check(history, Query(as_of=history.change_dates[-1], bounds=bounds), 3, wrong, monkeypatch) == 4
    assert check(history, Query(as_of_column="day", bounds=bounds), 4, wrong, monkeypatch) == 4


def test_express_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    history, facts = books.real_engine().history, ("fst.funds_met", "cec.language_required")
    assert check(history, Query(facts, as_of=history.change_dates[-1]), 5, 0, monkeypatch, 0.5) == 4
    assert check(history, Query(facts, as_of_column="day", bounds=True), 6, 0.0005, monkeypatch, 0.5) == 4


def test_days_are_looked_up_among_as_many_as_native_code_can() -> None:
    assert row_rules.MOST_DAYS <= 2**row_loop.PLACES


def test_rows_that_no_thread_can_be_started_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise RuntimeError("can't start new thread")

    history = second_books.history("points")
    question = Query(as_of=history.change_dates[-1])
    (batch,) = [Batches(history, question, 9, 0, 0.8).batch(ROWS)]
    (expected,) = answered(Kernel(history, question), [batch], NEVER, monkeypatch)
    straight = Kernel(history, question)
    straight.threads = 3
    answered(straight, [batch], 0, monkeypatch)
    monkeypatch.setattr(running.Thread, "start", refused)
    assert straight.run(batch).rows.equals(expected.rows)
    assert straight.straight
