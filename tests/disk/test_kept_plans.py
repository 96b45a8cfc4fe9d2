"""A compiled plan that is kept on disk is the plan that compiling gives, and is believed only as it was kept."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.support import books

from ronde.compile import kept
from ronde.compile.packing import NotPacked, pack, unpack
from ronde.compile.rules import Compiler
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.model.history import History
from ronde.model.nodes import Plan
from ronde.model.payloads import Table
from ronde.read.book import read_book
from ronde.read.code import code_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "books"
DATES = 8
"""Dates of each book that are tried, of its whole history."""


def all_of(plan: Plan) -> dict[str, Any]:
    """All that a plan says, places, and the identities that comparisons rest on, included."""
    places = [
        [location() for location in node.data.places] if isinstance(node.data, Table) else [] for node in plan.nodes
    ]
    own = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return {
        **own,
        "orders": [list(each) for each in (plan.facts, plan.roots, plan.records, plan.codes, plan.choosers)],
        "places": [(node.location, each) for node, each in zip(plan.nodes, places, strict=True)],
        "classes": [(type(node.op), type(node.data), node.type.form) for node in plan.nodes],
        "twins": plan.twins,
    }


@pytest.mark.parametrize("book", ["real", "parking", "grant"])
def test_a_plan_read_back_is_the_plan(book: str) -> None:
    """On dates from the whole of a book's history."""
    history = books.real() if book == "real" else read_book(EXAMPLES / book)
    days, compiler = history.change_dates, Compiler()
    for day in days[:: max(1, len(days) // DATES)]:
        plan = compiler.plan(history.in_force(day))
        again = unpack(orjson.loads(orjson.dumps(pack(plan))))
        assert isinstance(again, Plan)
        assert all_of(again) == all_of(plan)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small book whose plan was kept by one engine."""
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))
    files = {"topic/2015-01-01.yaml": books.version(facts={"answer": books.asked("number", at_least=0, at_most=9)})}
    folder = books.write(tmp_path / "book", files)
    history = read_book(folder)
    Engine(history, Reference()).plan(history.in_force(history.first_date))
    return folder


def loaded(folder: Path) -> Plan | None:
    """The plan that is kept for a book as it is now."""
    history: History = read_book(folder)
    return kept.load_plan(history.in_force(history.first_date))


def test_another_engine_need_not_compile(book: Path) -> None:
    """It finds the plan of the same files."""
    plan = loaded(book)
    assert plan is not None
    assert list(plan.facts) == ["answer"]


def test_a_file_that_only_moved_its_lines_is_compiled_anew(book: Path) -> None:
    """Its meaning is the same, but places count lines."""
    file = book / "topic" / "2015-01-01.yaml"
    file.write_text("# a comment\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert loaded(book) is None


def test_what_is_damaged_is_not_believed(book: Path, tmp_path: Path) -> None:
    """Every kept plan is changed by one byte: the engine answers as before, from the rules."""
    entries = list((tmp_path / "cache").glob(f"{kept.PLAN}*.json"))
    assert entries
    for entry in entries:
        content = bytearray(entry.read_bytes())
        content[-3] ^= 1
        entry.write_bytes(content)
    assert loaded(book) is None
    history = read_book(book)
    assert list(Engine(history, Reference()).plan(history.in_force(history.first_date)).facts) == ["answer"]


def test_what_is_whole_but_is_no_plan_is_not_believed(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealed entries of another shape: an engine before or after this one could have kept them."""
    for wrong in ([], [[0, 1]], [[99, []]], [[1, [5]]], [[12, [0]]], [[0, 1], [5, 0]], "plan", [[0]]):
        monkeypatch.setattr(kept.cache, "load", lambda key, wrong=wrong: wrong)
        history = read_book(book)
        assert kept.load_plan(history.in_force(history.first_date)) is None


def test_where_nothing_can_be_kept_the_answer_is_the_same(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is a file."""
    monkeypatch.setenv("RONDE_CACHE", str(book / "book.yaml"))
    history = read_book(book)
    assert list(Engine(history, Reference()).plan(history.in_force(history.first_date)).facts) == ["answer"]


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_number_that_would_be_read_back_as_nothing_is_not_packed(number: float) -> None:
    """JSON writes neither."""
    with pytest.raises(NotPacked):
        pack((1, number))


def test_a_number_too_long_for_the_disk_is_not_kept(book: Path) -> None:
    """And nobody hears of it."""
    kept.cache.keep("long", 2**70)
    assert kept.cache.load("long") is None


def test_two_processes_at_once_keep_one_whole_plan(book: Path, tmp_path: Path) -> None:
    """Both write the same entry, again and again, and it can be read after."""
    with ProcessPoolExecutor(2) as both:
        assert all(both.map(keep_often, [book, book]))
    assert loaded(book) is not None
    assert len(list((tmp_path / "cache").glob(f"{kept.PLAN}*.json"))) == 1


def keep_often(folder: Path) -> bool:
    """Keep a book's plan many times; whether it could be read each time."""
    history = read_book(folder)
    rules = history.in_force(history.first_date)
    plan = Compiler().plan(rules)
    found = []
    for _ in range(20):
        kept.keep_plan(rules, plan)
        found.append(kept.load_plan(rules) is not None)
    return all(found)


def test_a_plan_rests_on_the_countries_and_on_their_titles_in_french() -> None:
    """A newer edition of either is another plan."""
    assert {"iso3166-1.json", "iso3166-1.mo", "compile/packing.py", "syntax/version.py"} <= dict(
        code_of(kept.ROOMS)
    ).keys()
