"""The face for Python through time and about the book itself: histories, rounds, rules in force, checks."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import Run
from tests.support import books
from tests.support.sentences import refused

import ronde

ROOT = Path(__file__).resolve().parents[2]
PVT = ROOT / "examples" / "pvt-toronto.yaml"
DAY = "2023-07-05"


@pytest.fixture(scope="module")
def book() -> ronde.Book:
    return ronde.open_book()


@pytest.mark.parametrize("facts", [(), ("crs.total", "cec.eligible")])
def test_a_history_is_the_one_that_the_command_prints(run: Run, book: ronde.Book, facts: tuple[str, ...]) -> None:
    days = ("--from", "2023-06-01", "--to", "2023-08-01")
    words = ("history", str(PVT), *days, *(word for name in facts for word in ("--fact", name)))
    found = book.history(PVT, since="2023-06-01", until=datetime.date(2023, 8, 1), facts=facts)
    assert found.to_dict() == json.loads(run(*words, "--format", "json")[1])
    for lang in ("en", "fr"):
        assert found.text(lang) + "\n" == run(*words, "--lang", lang)[1]
    assert len(found.rows) == len(found) == len(pd.DataFrame(found.rows))
    scores = {row["date"]: row["after"] for row in found if row["fact"] == "crs.total"}
    assert scores["2023-06-01"] != 592
    assert [day for day, score in scores.items() if score == 592] == ["2023-06-05"]


@pytest.mark.parametrize("types", [(), ("french", "stem")])
def test_invitations_are_those_that_the_command_prints(run: Run, book: ronde.Book, types: tuple[str, ...]) -> None:
    days = ("--from", "2023-06-01", "--to", "2024-06-01")
    words = ("invited", str(PVT), *days, *(word for name in types for word in ("--type", name)))
    found = book.invited(PVT, since="2023-06-01", until="2024-06-01", types=types)
    for lang in ("en", "fr"):
        assert found.to_dict(lang) == json.loads(run(*words, "--format", "json", "--lang", lang)[1])
        assert found.text(lang) + "\n" == run(*words, "--lang", lang)[1]
    assert found.rows == found.to_dict()["rounds"] == list(found)
    assert found.invited == sum(row["outcome"] == "invited" for row in found) > 0
    if types:
        assert {row["type"] for row in found} == set(types)
    later = book.invited(PVT, since="2023-12-06", until="2024-06-01", types=types)
    assert found.since("2023-12-06").to_dict("fr") == later.to_dict("fr")
    assert 0 < len(later) < len(found)


def test_no_round_is_told_as_the_command_tells_it(run: Run, book: ronde.Book) -> None:
    found = book.invited(PVT, since="2023-06-01", until="2023-06-02", types="french")
    words = ("invited", str(PVT), "--from", "2023-06-01", "--to", "2023-06-02", "--type", "french")
    assert (found.rows, f"{found}\n") == ([], run(*words)[1])


def test_rounds_are_asked_about_since_the_profile_was_submitted(run: Run, book: ronde.Book) -> None:
    text = f"{PVT.read_text(encoding='utf-8')}submitted_on: 2024-01-10\n"
    name = book._opened.history.rounds_terms
    assert name is not None
    text = text.replace("submitted_on", name.submitted)
    found = book.invited(text, until="2024-06-01")
    assert min(row["date"] for row in found) >= "2024-01-10"
    with pytest.raises(ronde.ProfileError, match="profile"):
        book.invited(text, until="2023-06-01")


@pytest.mark.parametrize("known_on", [None, "2023-05-01"])
def test_the_rules_in_force_are_those_that_the_command_lists(run: Run, book: ronde.Book, known_on: str | None) -> None:
    more = ("--known-on", known_on) if known_on else ()
    rules = book.rules(as_of=DAY, known_on=known_on)
    assert rules.to_dict() == json.loads(run("rules", "--as-of", DAY, "--format", "json", *more)[1])
    assert list(rules) == [each["topic"] for each in rules.to_dict()["topics"]]
    assert len(rules.rows) == len(rules)
    for topic in rules.rows:
        assert topic.since <= rules.as_of
        assert topic.until is None or topic.until > rules.as_of
        assert topic.file in str(rules)
    funds = rules["funds/required"]
    assert funds.version == Path(funds.file).stem
    assert {source["id"] for source in funds.sources}
    assert rules.digest == book.evaluate(PVT, as_of=DAY, known_on=known_on).rules_digest


Ask = Callable[[ronde.Book], object]
WRONG: dict[str, tuple[type[ronde.RondeError], str, Ask]] = {
    "days the wrong way round": (
        ronde.QuestionError,
        "since: August 1, 2023 comes after July 1, 2023",
        lambda book: book.history(PVT, since="2023-08-01", until="2023-07-01"),
    ),
    "a history before the book": (
        ronde.QuestionError, "January 1, 2010 is before", lambda book: book.history(PVT, since="2010-01-01", until=DAY)
    ),
    "a history of a fact that is none": (
        ronde.QuestionError,
        "facts: No fact is named “crs.totl”. Did you mean “crs.total”?",
        lambda book: book.history(PVT, since=DAY, until=DAY, facts="crs.totl"),
    ),
    "facts that are no names": (
        ronde.QuestionError, "facts: A name", lambda book: book.history(PVT, until=DAY, facts=[1])  # type: ignore[list-item]
    ),
    "a history of a wrong profile": (
        ronde.ProfileError,
        'profile["age"]: “x” is not a number',
        lambda book: book.history({"age": "x"}, since=DAY, until=DAY),
    ),
    "a type of which there is no round": (
        ronde.QuestionError, "types: ", lambda book: book.invited(PVT, types=["plumbers"])
    ),
    "rounds for a wrong profile": (
        ronde.ProfileError, 'profile["age"]: “x” is not a number', lambda book: book.invited({"age": "x"}, until=DAY)
    ),
    "a topic that is none": (
        ronde.FactError,
        "topic: No topic is named “funds/requird”. Did you mean “funds/required”?",
        lambda book: book.rules(as_of=DAY)["funds/requird"],
    ),
    "a topic that is not in force yet": (
        ronde.FactError, "topic: ", lambda book: book.rules(as_of="2015-01-01")["category/stem"]
    ),
    "rules before the book": (
        ronde.QuestionError, "as_of: January 1, 2010 is before", lambda book: book.rules(as_of="2010-01-01")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_in_a_sentence_at_the_argument(book: ronde.Book, name: str) -> None:
    kind, sentence, ask = WRONG[name]
    refused(kind, sentence, lambda: ask(book))


def test_a_check_finds_what_the_command_finds(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: ronde.Book
) -> None:
    monkeypatch.chdir(tmp_path)
    facts = {"answer": books.asked("yes_no"), "other": books.fact(all=[{"fact": "anser", "is": True}])}
    books.write(tmp_path / "book", {"topic/2015-01-01.yaml": books.version(facts=facts)})
    opened = ronde.open_book("book")
    found = opened.check()
    assert [each.to_dict("fr") for each in found] == json.loads(
        run("check", "book", "--format", "json", "--lang", "fr")[1]
    )["findings"]
    assert found
    assert all(Path(each.location.name).is_file() for each in found)
    assert str(found[0]).startswith("book/topic/2015-01-01.yaml:")
    for ask in (opened.evaluate, opened.history):
        with pytest.raises(ronde.BookError) as caught:
            ask({})
        assert str(caught.value).startswith("book/topic/2015-01-01.yaml:")
        assert {each.code for each in caught.value.diagnostics} <= {each.code for each in found}


def test_a_book_that_cannot_be_read_says_so_where_it_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    books.write(tmp_path / "book", {"topic/2015-01-01.yaml": {**books.version(facts={}), "titel": "x"}})
    with pytest.raises(ronde.BookError) as caught:
        ronde.open_book("book")
    assert str(caught.value).startswith("book/topic/2015-01-01.yaml:")
    assert all(each.severity == "error" and each.location.line for each in caught.value.diagnostics)


def test_a_book_says_what_it_is(book: ronde.Book) -> None:
    assert book.first_date == datetime.date(2015, 1, 1)
    assert "crs.total" in book.headlines
    assert book.title("fr") != book.title()
    assert book.title() in repr(book)
    assert ronde.open_book(ROOT / "rulesets").digest == book.digest


def test_a_book_without_rounds_says_so(tmp_path: Path) -> None:
    facts = {"answer": books.asked("yes_no")}
    folder = books.write(tmp_path / "book", {"topic/2015-01-01.yaml": books.version(facts=facts)})
    with pytest.raises(ronde.QuestionError, match="rounds-none"):
        ronde.open_book(folder).invited({"answer": True})


def test_a_book_is_the_same_wherever_the_program_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    book = ronde.open_book("rulesets")
    monkeypatch.chdir(tmp_path)
    assert book.check() == []
    assert len(book.invited(PVT, since="2023-07-01", until="2023-07-31"))
    assert book.evaluate(PVT, as_of=DAY)["crs.total"].value == 592
