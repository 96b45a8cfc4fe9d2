"""What would have to change: what is proposed does reach, nothing in it is needless, and what the rules refuse is not
proposed."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import Run
from tests.support import books
from tests.support.books import asked, fact

import ronde

ROOT = Path(__file__).resolve().parents[2]
DAY = "2023-07-05"
TEXTS = books.TEXTS


@pytest.fixture(scope="module")
def book() -> ronde.Book:
    return ronde.open_book()


def example(name: str) -> dict[str, Any]:
    """The profile of an example."""
    told: dict[str, Any] = yaml.safe_load((ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8"))
    return told


def changed(profile: dict[str, Any], changes: Any) -> dict[str, Any]:
    """A profile after some changes."""
    told = dict(profile)
    for change in changes:
        told |= {each["fact"]: each["after"] for each in change["facts"]}
        if change["adds"]:
            record = {name.partition(".")[2]: value for name, value in change["record"].items()}
            told[change["adds"]] = [*told.get(change["adds"], []), record]
        for each in change["changed"]:
            name, position, field = re.fullmatch(r"(\w+)\[(\d+)\]\.(.*)", each["at"]).groups()  # type: ignore[union-attr]
            rows = [dict(row) for row in told[name]]
            rows[int(position)][field] = each["after"]
            told[name] = rows
        told = {name: value for name, value in told.items() if name not in change["forgotten"]}
    return told


@pytest.mark.parametrize(
    ("name", "wanted", "value"),
    [("couple-abroad", "crs.total", 515), ("tradesperson", "crs.total", 390), ("quebec-bound", "fsw.eligible", True)],
)
def test_what_is_proposed_reaches_and_no_part_of_it_does(
    book: ronde.Book, name: str, wanted: str, value: object
) -> None:
    found, profile = book.reach(example(name), wanted, value, as_of=DAY), example(name)
    assert found.ways
    for way in found:
        day = way["day"] or DAY
        assert book.evaluate(changed(profile, way["changes"]), as_of=day)[wanted].value == way["value"]
        assert way["value"] >= value
        for size in range(len(way["changes"])):
            for part in combinations(way["changes"], size):
                assert book.evaluate(changed(profile, part), as_of=DAY)[wanted].value < value


def small(tmp_path: Path, moves: list[dict[str, Any]], **facts: Any) -> ronde.Book:
    """A book of a few facts, and what can be changed."""
    every = {
        "a": asked("number", at_least=0, at_most=10),
        "b": asked("number", at_least=0, at_most=10),
        "money": asked("money", at_least=0, at_most=1_000_000),
        "free": asked("yes_no"),
        "answer": fact(sum=["a", "b"]),
        **facts,
    }
    files = {
        "book.yaml": {**books.BOOK, "moves": [{"label": {"fr": name, "en": name}, **move} for name, move in moves]},
        "t/2015-01-01.yaml": books.version(facts=every),
    }
    return ronde.open_book(books.write(tmp_path, files))


UP = {"to": "up"}
START = {"a": 1, "b": 2, "money": 3, "free": False}


def told(found: Any) -> list[dict[str, Any]]:
    """What each way changes, by fact."""
    return [{each["fact"]: each["after"] for change in way["changes"] for each in change["facts"]} for way in found]


def test_a_single_change_comes_before_two_and_each_is_as_small_as_can_be(tmp_path: Path) -> None:
    book = small(tmp_path, [("A", {"facts": ["a"], **UP}), ("B", {"facts": ["b"], **UP})])
    assert told(book.reach(START, "answer", 8, as_of=DAY)) == [{"a": 6}, {"b": 7}]
    assert told(book.reach(START, "answer", 15, as_of=DAY)) == [{"a": a, "b": 15 - a} for a in range(5, 11)]
    assert told(book.reach(START, "answer", 21, as_of=DAY)) == []
    assert book.reach(START, "answer", 3, as_of=DAY).holds


def test_facts_that_go_up_together_stop_at_one_value_and_those_above_it_stay(tmp_path: Path) -> None:
    book = small(tmp_path, [("both", {"facts": ["a", "b"], **UP})], answer=fact(least=["a", "b"]))
    assert told(book.reach({**START, "b": 6}, "answer", 5, as_of=DAY)) == [{"a": 5}]


def test_of_a_long_range_the_values_are_those_that_tests_hold_it_against(tmp_path: Path) -> None:
    rule = fact(all=[{"fact": "money", "at_least": 1234.56}])
    book = small(tmp_path, [("M", {"facts": ["money"], **UP})], answer=rule)
    assert told(book.reach(START, "answer", as_of=DAY)) == [{"money": 1234.56}]


def test_what_the_rules_refuse_is_not_proposed(tmp_path: Path) -> None:
    facts = {"answer": fact(all=[{"fact": "free", "is": True}])}
    move = [("F", {"facts": ["free"], "to": True})]
    book = small(tmp_path, move, **facts)
    assert told(book.reach(START, "answer", as_of=DAY)) == [{"free": True}]
    version = json.loads((tmp_path / "t" / "2015-01-01.yaml").read_text(encoding="utf-8"))
    version["refuse"] = [
        {"when": {"fact": "free", "is": True}, "field": "free", "source": "act", "because": {"fr": "non", "en": "no"}}
    ]
    (tmp_path / "t" / "2015-01-01.yaml").write_text(json.dumps(version), encoding="utf-8")
    assert told(ronde.open_book(tmp_path).reach(START, "answer", as_of=DAY)) == []


def test_time_alone_may_be_the_way(tmp_path: Path) -> None:
    facts = {"day": asked("date"), "answer": fact(days_between={"from": "day", "to": "as_of"})}
    book = small(tmp_path, [("W", {"wait": 20})], **facts)
    (way,) = book.reach({"day": "2023-07-01"}, "answer", 10, as_of=DAY).ways
    assert (way["day"], way["value"], way["changes"]) == ("2023-07-11", 10, [])
    assert not book.reach({"day": "2023-07-01"}, "answer", 30, as_of=DAY).ways


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("wanted: at least 515 points", "French results", "What was not looked into")),
        ("fr", ("voulu : au moins 515 points", "Résultats de français", "Ce qui n'a pas été examiné")),
    ],
)
def test_the_page_says_each_way_and_what_was_left_out(run: Run, lang: str, words: tuple[str, ...]) -> None:
    path = str(ROOT / "examples" / "couple-abroad.yaml")
    code, out, _ = run("reach", path, "crs.total", "515", "--as-of", DAY, "--lang", lang)
    assert code == 0
    assert all(each in out.replace("\u00a0", " ") for each in words)


def test_a_value_that_is_none_and_a_book_that_names_no_change_are_refused(run: Run, tmp_path: Path) -> None:
    path = str(ROOT / "examples" / "couple-abroad.yaml")
    code, _, err = run("reach", path, "crs.total", "lots", "--as-of", DAY)
    assert (code, err.startswith("VALUE: ")) == (2, True)
    with pytest.raises(ronde.QuestionError, match="moves"):
        ronde.open_book(ROOT / "examples" / "books" / "parking").reach({}, "crs.total")
