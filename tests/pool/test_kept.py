"""What a first batch leaves on disk gives the next process the same answers sooner, and is believed only as it was
kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from tests.pool.test_cautions_agree import DAYS, small_files, some
from tests.pool.test_kernel_agrees import as_text
from tests.support import books

from ronde.columns import fact_types, kept
from ronde.columns.answers import Answers
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.compile import found
from ronde.evaluate.engine import Engine
from ronde.inputs import all_versions
from ronde.model.nodes import Plan
from ronde.model.types import YES_NO
from ronde.read import cache
from ronde.read.book import read_book
from ronde.read.code import code_of

FACTS = ("answer", "points", "any_job", "met")


def files(highest: int = 60) -> dict[str, Any]:
    """A book of four sets of rules, with cautions and records. One of them knows lower amounts only."""
    made = small_files()
    amount = books.asked("number", at_least=0, at_most=highest)
    made["topic/2016-01-01.yaml"]["facts"]["amount"] = amount
    return made


def table(*, plain: bool = False) -> pa.RecordBatch:
    """Candidates at random days. Unless they are `plain`, some give amounts that their own rules do not know, and facts
    that the rest contradicts."""
    random = Random(4)
    rows = [some(random) for _ in range(80)]
    if plain:
        rows = [{"amount": min(60, row.get("amount", 0)), "asked": True} for row in rows]
    days = [date.fromordinal(random.choice(DAYS)).isoformat() for _ in rows]
    return pa.RecordBatch.from_pydict({**as_text(rows), "day": pa.array(days)})


def answered(folder: Path, rows: pa.RecordBatch, facts: tuple[str, ...] = FACTS) -> Answers:
    """The answers of a process that begins: the book is read, and nothing of it is known."""
    return Kernel(read_book(folder), Query(facts, as_of_column="day", bounds=True, cautions=True)).run(rows)


def same(first: Answers, second: Answers) -> None:
    assert first.rows.equals(second.rows)
    assert first.rejects.equals(second.rejects)
    assert first.contradicted == second.contradicted
    assert first.cautions == second.cautions


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the book. The cache is empty."""
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))
    return books.write(tmp_path / "book", files())


def entries(tmp_path: Path) -> list[Path]:
    """What was kept of what was found of a book."""
    return sorted((tmp_path / "cache").glob(f"{found.FOUND}*.json"))


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans that are asked for from now on."""
    asked: list[Plan] = []
    before = Engine.plan

    def plan(engine: Engine, rules: Any) -> Plan:
        asked.append(before(engine, rules))
        return asked[-1]

    monkeypatch.setattr(Engine, "plan", plan)
    return asked


def test_the_next_process_asks_for_no_plan(book: Path, plans: list[Plan]) -> None:
    rows = table(plain=True)
    first = answered(book, rows)
    assert first.cautions
    assert len(plans) > 4
    plans.clear()
    same(answered(book, rows), first)
    assert plans == []
    same(answered(book, rows.slice(40)), answered(book, rows.slice(40)))


def test_values_that_only_other_days_know_are_the_same(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what was kept, without, and where nothing is."""
    rows = table()
    first = answered(book, rows)
    assert first.contradicted
    assert any("contradicted" in text for text in first.rows["cautions"].to_pylist())
    assert entries(tmp_path)
    same(answered(book, rows), first)
    monkeypatch.setenv("RONDE_CACHE", "")
    same(answered(book, rows), first)


@pytest.mark.parametrize("parts", [(0, 20, 80), (0, 3, 5, 80), (0, 80)])
def test_batches_one_after_the_other_find_what_each_began_with(book: Path, parts: tuple[int, ...]) -> None:
    """Rules that are met later are added to those that were read from the disk."""
    rows = table()

    def run() -> list[Answers]:
        kernel = Kernel(read_book(book), Query(FACTS, as_of_column="day", bounds=True, cautions=True))
        return [kernel.run(rows.slice(a, b - a)) for a, b in pairwise(parts)]

    answered(book, rows.slice(0, 3))
    answered(book, rows)
    first, second = run(), run()
    whole = answered(book, rows)
    for one, two in zip(first, second, strict=True):
        same(one, two)
    assert pa.Table.from_batches([each.rows for each in first]).equals(pa.Table.from_batches([whole.rows]))


@pytest.mark.parametrize("damage", ["byte", "half", "other", "nothing"])
def test_what_is_damaged_is_found_anew(book: Path, tmp_path: Path, plans: list[Plan], damage: str) -> None:
    rows = table(plain=True)
    first = answered(book, rows)
    kept_before = {each: each.read_bytes() for each in entries(tmp_path)}
    assert len(kept_before) > 4
    for path, content in kept_before.items():
        half = len(content) // 2
        path.write_bytes(
            {
                "byte": content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :],
                "half": content[:half],
                "other": kept_before[next(each for each in kept_before if each != path)],
                "nothing": b"",
            }[damage]
        )
    plans.clear()
    same(answered(book, rows), first)
    assert plans
    assert {each: each.read_bytes() for each in entries(tmp_path)} == kept_before


WRONG: list[Callable[[Any], object]] = [
    lambda known: None,
    lambda known: (),
    lambda known: "found",
    lambda known: (known, known),
    lambda known: tuple(known)[:-1],
    lambda known: ("x",) * len(known),
    lambda known: (True,) * len(known),
    lambda known: (-1,) * len(known),
    lambda known: ((1, 2),) * len(known),
    lambda known: (YES_NO,),
]
"""What has another shape than what was kept."""


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_whole_but_of_another_shape_is_not_believed(
    book: Path, wrong: Callable[[Any], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sealed all the same: something else could have kept it."""
    rows = table(plain=True)
    first = answered(book, rows)
    before = found.load_found
    for module in (kept, fact_types, all_versions):
        monkeypatch.setattr(module, "load_found", lambda history, asked: wrong(before(history, asked)))
    same(answered(book, rows), first)


def test_where_nothing_can_be_kept_the_answers_are_the_same(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full, a folder that is a file, and one in which others may write."""
    rows = table()
    with monkeypatch.context() as full:
        full.setattr(cache, "write_whole", failing)
        first = answered(book, rows)
    assert entries(tmp_path) == []
    monkeypatch.setenv("RONDE_CACHE", str(book / "book.yaml"))
    same(answered(book, rows), first)
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "open"))
    same(answered(book, rows), first)
    assert list((tmp_path / "open").iterdir()) == []


def failing(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_other_rules_other_questions_and_another_engine_are_answered_anew(
    book: Path, plans: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has answers of its own, and is found again."""
    rows = table(plain=True)
    first = answered(book, rows)

    def anew(rows: pa.RecordBatch = rows, facts: tuple[str, ...] = FACTS) -> Answers:
        plans.clear()
        found_first = answered(book, rows, facts)
        assert plans
        plans.clear()
        same(answered(book, rows, facts), found_first)
        assert plans == []
        return found_first

    anew(facts=FACTS[:3])
    anew(rows.drop_columns(["asked"]))
    monkeypatch.setattr(found, "finder", lambda: "another engine")
    same(anew(), first)
    changed = files(70)
    changed["topic/2015-01-01.yaml"]["facts"]["points"]["choose"][0]["value"] = 12
    books.write(book, changed)
    assert not anew().rows.equals(first.rows)
    (book / "topic" / "2016-01-01.yaml").write_text("# moved\n" + (book / "topic" / "2016-01-01.yaml").read_text())
    anew()


def test_what_is_found_rests_on_all_that_finds_it() -> None:
    """A change of any of these is another key."""
    named = dict(code_of(found.ROOMS)).keys()
    assert {
        "columns/merged_plan.py",
        "evaluate/cautions.py",
        "inputs/all_versions.py",
        "compile/packing.py",
        "operations/table/dense.py",
        "syntax/version.py",
    } <= named
