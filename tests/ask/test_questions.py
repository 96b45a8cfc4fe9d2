"""The interview: it ends with the answers of the whole profile, asks what matters only, and takes what people type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support import books
from tests.support.books import asked, fact

import ronde

ROOT = Path(__file__).resolve().parents[2]
DAY = "2023-07-05"


@pytest.fixture(scope="module")
def book() -> ronde.Book:
    return ronde.open_book()


def answers_of(path: Path) -> Callable[[Any], Any]:
    """What the person of a profile answers to a question; None if the profile does not say."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))

    def answer(question: Any) -> Any:
        if question.kind == "list":
            return len(told[question.name]) if question.name in told else None
        value: Any = told
        if question.record is not None:
            value = told[question.record][question.position]
        field = question.fact.removeprefix(f"{question.record}.")
        for part in field.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value

    return answer


def interviewed(book: ronde.Book, answer: Callable[[Any], Any], facts: tuple[str, ...] = ()) -> tuple[list[str], Any]:
    """The names of the questions that are put, and the profile that comes of it."""
    profile: dict[str, Any] = {}
    names: list[str] = []
    while question := book.questions(profile, as_of=DAY, facts=facts).next:
        names.append(question.name)
        profile = book.answered(profile, question.name, answer(question), as_of=DAY)
    return names, profile


@pytest.mark.parametrize(
    ("example", "facts"),
    [("quebec-bound", ("crs.total", "fsw.points")), ("pvt-toronto", ("cec.eligible",))],
)
def test_an_interview_ends_with_the_answers_of_the_whole_profile(
    book: ronde.Book, example: str, facts: tuple[str, ...]
) -> None:
    path = ROOT / "examples" / f"{example}.yaml"
    names, profile = interviewed(book, answers_of(path), facts)
    assert len(names) == len(set(names))
    ends, whole = book.evaluate(profile, as_of=DAY), book.evaluate(path, as_of=DAY)
    assert {name: ends[name].value for name in facts} == {name: whole[name].value for name in facts}


def test_one_answer_may_end_it(book: ronde.Book) -> None:
    names, profile = interviewed(book, lambda _: True, ("cec.eligible",))
    assert names == ["intends_to_live_in_quebec"]
    assert not book.evaluate(profile, as_of=DAY)["cec.eligible"].value


def test_what_nobody_knows_is_asked_once_and_ends_it_undecided(book: ronde.Book) -> None:
    names, profile = interviewed(book, lambda _: None, ("crs.total", "funds.required"))
    assert len(names) == len(set(names))
    found = book.questions(profile, as_of=DAY, facts=("crs.total", "funds.required"))
    assert (found.next, found.decided, found.undecided) == (None, (), ())
    assert found.unknown == ("crs.total", "funds.required")


def test_a_record_that_was_begun_is_ended_first(book: ronde.Book) -> None:
    profile = {"work": [{}, {"country": "FR"}]}
    found = book.questions(profile, as_of=DAY, facts="crs.total")
    places = [each.position for each in found if each.record == "work"]
    assert places == sorted(places, reverse=True)


def test_what_silence_means_of_a_job_is_asked_and_of_a_person_is_offered(book: ronde.Book) -> None:
    found = book.questions({"work": [{"country": "CA"}]}, as_of=DAY)
    assumed = {each.name: each.to_dict()["assumed"] for each in found if each.assumed}
    assert assumed["work[0].whose"] == "the candidate"
    assert "work[0].end" in assumed
    assert "citizen_or_permanent_resident" in found.assumed
    assert "citizen_or_permanent_resident" not in [each.name for each in found]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ronde.Book:
    """A book of a few questions."""
    facts = {
        "size": asked("number", at_least=0, at_most=9),
        "paid": asked("yes_no"),
        "wage": asked("money", at_least=0, at_most=5000),
        "day": asked("date"),
        "answer": fact(choose=[{"when": {"fact": "paid", "is": True}, "value": 0}, {"otherwise": {"fact": "size"}}]),
        "heard": fact(any=[{"fact": "wage", "known": True}, {"fact": "day", "after": "2020-01-01"}]),
    }
    return ronde.open_book(
        books.write(tmp_path_factory.mktemp("small"), {"a/2015-01-01.yaml": books.version(facts=facts)})
    )


def test_what_decides_most_comes_first_and_what_is_asked_about_is_not_taken_as_silence(small: ronde.Book) -> None:
    assert [each.name for each in small.questions({}, as_of=DAY, facts="answer")] == ["paid", "size"]
    assert [each.name for each in small.questions({"paid": True}, as_of=DAY, facts="answer")] == []
    assert [each.name for each in small.questions({}, as_of=DAY, facts="heard")] == ["wage", "day"]
    assert [each.name for each in small.questions({"wage": None}, as_of=DAY, facts="heard")] == ["day"]


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("paid", "Oui", True),
        ("paid", "n", False),
        ("size", " 7 ", 7),
        ("wage", "1 250,50", 1250.5),
        ("day", "2021-02-03", "2021-02-03"),
        ("day", "", None),
    ],
)
def test_what_people_type_is_read_in_either_language(small: ronde.Book, name: str, typed: str, value: object) -> None:
    assert small.answered({}, name, typed, as_of=DAY) == {name: value}


def test_what_cannot_be_an_answer_is_refused_and_the_profile_stays(book: ronde.Book) -> None:
    profile = {"partner": {"status": "none"}, "work": []}
    for name, answer in [
        ("family_size", "a lot"),
        ("family_size", 0),
        ("work", -1),
        ("work[0].paid", True),
        ("nothing", True),
        ("partner.status", "single"),
    ]:
        with pytest.raises(ronde.ProfileError):
            book.answered(profile, name, answer, as_of=DAY)
    assert profile == {"partner": {"status": "none"}, "work": []}
    told = book.answered(profile, "partner.accompanying", False, as_of=DAY)
    assert told == {"partner": {"status": "none", "accompanying": False}, "work": []}
    assert book.answered(told, "work", "2", as_of=DAY)["work"] == [{}, {}]
