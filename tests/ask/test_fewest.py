"""The fewest questions: what settles others is asked before them, and the examples are decided after few answers."""

from __future__ import annotations

from typing import Any

import pytest
from tests.ask.test_questions import DAY, ROOT, answers_of, interviewed
from tests.support import books
from tests.support.books import TEXTS, asked, fact

import ronde

CHOICES = dict.fromkeys(("none", "married", "partner"), TEXTS)
ABROAD = {"none": [{"fact": "stays.country", "is": "CA"}]}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ronde.Book:
    """A book in which a code and a choice settle other questions, one of them about each record of a list."""
    facts: dict[str, Any] = {
        "tall": asked("yes_no"),
        "bond": asked("choice", choices=CHOICES),
        "stays.country": asked("code", on="stays"),
        "stays.allowed": asked("yes_no", on="stays"),
        "stays.paid": asked("yes_no", on="stays"),
        "stays.joint": asked("yes_no", on="stays"),
        "stays.counts": fact(
            on="stays",
            any=[ABROAD, {"all": [{"fact": "stays.allowed", "is": True}, {"fact": "stays.paid", "is": True}]}],
        ),
        "stays.shared": fact(
            on="stays", all=[{"none": [{"fact": "bond", "is": "none"}]}, {"fact": "stays.joint", "is": True}]
        ),
        "any_counts": fact(exists={"in": "stays", "where": {"fact": "stays.counts", "is": True}}),
        "any_shared": fact(exists={"in": "stays", "where": {"fact": "stays.shared", "is": True}}),
        "short": asked("yes_no"),
        "alone": fact(all=[{"fact": "short", "is": True}, {"fact": "bond", "is": "none"}]),
        "answer": fact(
            all=[
                {"fact": "tall", "is": True},
                {"fact": "any_counts", "is": True},
                {"fact": "any_shared", "is": False},
            ]
        ),
    }
    topic = books.version(facts=facts, records={"stays": books.record()})
    return ronde.open_book(books.write(tmp_path_factory.mktemp("small"), {"a/2015-01-01.yaml": topic}))


def names(book: ronde.Book, profile: dict[str, Any], *facts: str) -> list[str]:
    return [each.name for each in book.questions(profile, as_of=DAY, facts=facts or "answer")]


def test_a_code_that_rules_name_is_asked_before_what_it_settles(small: ronde.Book) -> None:
    profile = {"tall": True, "bond": "none", "stays": [{}]}
    assert names(small, profile) == ["stays[0].country", "stays[0].allowed", "stays[0].paid"]
    assert names(small, {**profile, "stays": [{"country": "FR"}]}) == []


def test_what_an_answer_settles_of_records_to_come_counts(small: ronde.Book) -> None:
    assert names(small, {"tall": True, "stays": []}, "alone", "answer")[0] == "short"
    assert names(small, {"tall": True}, "alone", "answer")[0] == "bond"
    assert names(small, {"tall": True, "bond": "married", "stays": [{"country": "FR"}]}) == ["stays[0].joint"]


def test_an_example_is_decided_after_few_answers() -> None:
    """And nobody is asked whose a job or a test is after having said that there is no spouse or partner."""
    book, path = ronde.open_book(), ROOT / "examples" / "quebec-bound.yaml"
    put, profile = interviewed(book, answers_of(path))
    assert len(put) <= 33
    assert not [name for name in put if name.endswith(".whose")]
    ends, whole = book.evaluate(profile, as_of=DAY), book.evaluate(path, as_of=DAY)
    assert [ends[each].value for each in whole.headlines] == [whole[each].value for each in whole.headlines]
