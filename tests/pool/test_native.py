"""Rules in native code say what columns and the machines say, of whole profiles and of what is not known; and where
code cannot be had, columns answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from tests.support import books, profiles, second_books
from tests.support.columns import Decided, Made, differences, differences_mixed

from ronde.columns.kernel import Kernel
from ronde.columns.native import choice, maker, notes, ready
from ronde.columns.native.notes import FAILED, MISSING, noted
from ronde.columns.query import Query
from ronde.evaluate import reference
from ronde.evaluate.engine import Engine
from ronde.evaluate.reference import Candidate
from ronde.model.nodes import Plan
from ronde.operations import registry

SMALL = ("tax", "family", "points")
ROWS = 120


@pytest.fixture(autouse=True)
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code is made for the first row already, and waited for."""
    monkeypatch.setattr(choice, "MANY", 0)
    monkeypatch.setattr(ready, "WAITS", True)
    noted()


def some(plan: Plan, day: int, seed: int, rows: int = ROWS) -> list[Candidate]:
    """Candidates at random, of whom much is not known."""
    random = Random(seed)
    return [profiles.candidate(plan, day, random, derived=0.1) for _ in range(rows)]


def decided(plan: Plan, made: Sequence[Candidate]) -> Decided:
    return Decided(plan, made, [reference.evaluate(plan, each) for each in made])


def test_every_operation_has_a_native_form() -> None:
    assert [name for name in registry.ROWS if not registry.has_native(name)] == []
    assert [name for name in registry.RECORDS if registry.native_of_records(name) is None] == []


def test_what_has_no_native_form_is_found_in_columns_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "has_native", lambda name: name not in ("slices", "table"))
    monkeypatch.setattr(registry, "native_of_records", lambda name: None)
    engine = Engine(second_books.history("family"))
    day = engine.history.change_dates[-1]
    plan = engine.plan(engine.rules(day))
    one = decided(plan, some(plan, day, 7))
    made, wanted = Made(plan, one.candidates), sorted(plan.roots.values())
    native = made.native(wanted)
    assert native.run(made.block) is not None
    assert not native.looped
    assert differences(one, wanted, native=True) == []


@pytest.mark.parametrize("name", SMALL)
def test_native_code_says_what_the_reference_says_of_small_books(name: str) -> None:
    engine = Engine(second_books.history(name))
    day = engine.history.change_dates[-1]
    plan = engine.plan(engine.rules(day))
    one = decided(plan, some(plan, day, 7))
    assert differences(one, native=True) == []
    assert differences_mixed(one, 20 * ROWS, [7]) == []


@pytest.mark.parametrize(
    "fact",
    [
        "canadian_work.years",
        "foreign_work.hours_continuous_over_short_gaps",
        "cec.language_required",
        "fst.funds_met",
        "english.reading",
    ],
)
def test_native_code_says_what_columns_say_of_the_express_entry_book(fact: str) -> None:
    engine = books.real_engine()
    day = engine.history.change_dates[-1]
    plan = engine.plan(engine.rules(day))
    made, wanted = Made(plan, some(plan, day, 3)), [plan.roots[fact]]
    native, columns = made.native(wanted).run(made.block), made.program(wanted).run(made.block)
    assert native is not None
    for node in wanted:
        assert made.values(native.columns[node], node) == made.values(columns.columns[node], node)
    assert native.contradicted.keys() == columns.contradicted.keys()
    for name, where in columns.contradicted.items():
        assert np.array_equal(native.contradicted[name], where), name


def table(rows: int) -> pa.RecordBatch:
    """Incomes of the tax book and what follows from them: some are not known, some no amount, some contradict others;
    each row has a day of its own, under one of three sets of rules."""
    random = np.random.default_rng(5)
    income = random.integers(0, 30_000_000, rows)
    taxable = income - random.integers(0, 3, rows) * 1_000_000
    return pa.record_batch(
        {
            "income.employment": pa.array(income / 100, mask=random.random(rows) < 0.1),
            "income.taxable": pa.array(taxable / 100, mask=random.random(rows) < 0.9),
            "day": pa.array(random.integers(19_000, 19_900, rows).astype("int32"), pa.date32()),
        }
    )


def kernel(name: str = "tax") -> Kernel:
    return Kernel(second_books.history(name), Query(as_of_column="day", bounds=True))


def test_a_table_is_answered_the_same_way_with_native_code(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = table(5_000)
    native = kernel().run(rows)
    monkeypatch.setattr(choice, "MANY", len(rows) * 2)
    columns = kernel().run(rows)
    assert native.rows.equals(columns.rows)
    assert native.rejects.equals(columns.rejects)
    assert native.rejects.num_rows
    assert native.contradicted == columns.contradicted
    assert sum(native.contradicted.values())
    assert noted() == []


def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are compiled from now on."""
    texts: list[str] = []
    before = ready.code_of
    monkeypatch.setattr(ready, "code_of", lambda text, key: (texts.append(text), before(text, key))[1])
    return texts


def test_code_is_kept_and_believed_only_as_it_was_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))
    texts, rows = made(monkeypatch), table(10)
    answers = kernel().run(rows).rows
    assert kernel().run(rows).rows.equals(answers)
    assert len(texts) == 1
    for each in (tmp_path / "cache").glob("*.json"):
        content = each.read_bytes()
        each.write_bytes(content[: len(content) // 2] + b"?" + content[len(content) // 2 + 1 :])
    assert kernel().run(rows).rows.equals(answers)
    assert len(texts) == 2
    monkeypatch.setattr(ready, "made_for", lambda: "another processor")
    assert kernel().run(rows).rows.equals(answers)
    assert len(texts) == 3


def test_code_is_kept_though_whoever_asked_for_it_has_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))
    texts = made(monkeypatch)
    answers = kernel().run(table(10)).rows
    (kept,) = [each for each in (tmp_path / "cache").glob("*.json") if b"f0VMR" in each.read_bytes()]
    kept.unlink()
    with subprocess.Popen(
        [sys.executable, "-m", maker.__name__, kept.stem], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as making:
        assert making.stdin is not None
        assert making.stdout is not None
        making.stdout.close()
        making.stdin.write(texts[0])
    assert kept.exists()
    assert kernel().run(table(10)).rows.equals(answers)
    assert len(texts) == 1


@pytest.mark.parametrize("error", [OSError(12, "no memory"), subprocess.CalledProcessError(-9, "killed")])
def test_where_code_cannot_be_made_columns_answer_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    rows = table(50)
    expected = kernel().run(rows)

    def refused(text: str, key: str) -> bytes:
        raise error

    monkeypatch.setenv("RONDE_CACHE", "")
    monkeypatch.setattr(ready, "code_of", refused)
    assert kernel().run(rows).rows.equals(expected.rows)
    assert noted() == [FAILED]


def test_without_the_library_columns_answer_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = table(50)
    expected = kernel().run(rows)
    monkeypatch.setitem(sys.modules, "llvmlite", None)
    room = choice.__name__.rpartition(".")[0]
    for name in [each for each in sys.modules if each.startswith(f"{room}.")]:
        if name not in (choice.__name__, notes.__name__):
            monkeypatch.delitem(sys.modules, name)
    assert kernel().run(rows).rows.equals(expected.rows)
    assert noted() == [MISSING]


def test_threads_share_the_code_of_a_plan() -> None:
    rows, one = table(200), kernel()
    expected = kernel().run(rows).rows
    with ThreadPoolExecutor(4) as threads:
        found = [*threads.map(lambda _: one.run(rows).rows, range(8))]
    assert all(each.equals(expected) for each in found)


@pytest.mark.parametrize("days", [2, 3])
def test_rows_that_say_what_their_own_rules_know_are_decided_in_native_code(days: int) -> None:
    """Whatever others of the batch say that only the rules of their days know, of themselves or of a record."""
    years = [f"{2015 + number}-01-01" for number in range(days)]
    files = {
        f"topic/{year}.yaml": books.version(
            year,
            {
                "count": books.asked("number", at_least=0, at_most=5 * number),
                "visits.days": books.asked("number", on="visits", at_least=0, at_most=5 * number),
                "enough": books.fact(all=[{"fact": "count", "at_least": 3 * number}]),
                "longest": books.fact(highest={"in": "visits", "of": "visits.days", "none": 0}),
                "answer": books.fact(sum=["longest", "count"]),
            },
            records={"visits": books.record()},
        )
        for number, year in enumerate(years, 1)
    }
    most = [5 * number for number in range(1, days + 1)]
    visits = pa.array([[{"days": each}] for each in most])
    rows = pa.record_batch({"day": pa.array(years), "count": pa.array(most), "visits": visits})
    one = Kernel(books.history(files), Query(("enough", "longest"), as_of_column="day"))
    found = one.run(rows).rows
    assert found.column("enough").to_pylist() == [True] * days
    assert found.column("longest").to_pylist() == most
    one.run(rows)
    assert one.looped
