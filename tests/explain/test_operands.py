"""What a test asks for, as people read it: the value first, what it is in brackets; what is short has its unit."""

from __future__ import annotations

from typing import Any

from tests.support import books

from ronde.explain.reasons import why
from ronde.messages.numbers import APART
from ronde.messages.titles import within

HOURS = {"fr": {"one": "heure", "other": "heures"}, "en": {"one": "hour", "other": "hours"}}
YEAR = {"fr": "Année de travail", "en": "Year of work"}
BOOK = books.book(
    {
        "done": books.asked("number", at_least=0, at_most=9000, unit=HOURS),
        "year": books.fact(value=1560, type="number", unit=HOURS) | {"label": YEAR},
        "asked": books.asked("number", at_least=0, at_most=9000, unit=HOURS) | {"label": YEAR},
        "day": books.asked("date") | {"label": {"fr": "Jour", "en": "Day"}},
        "one": books.fact(all=[{"fact": "done", "at_least": {"fact": "year"}}]),
        "two": books.fact(all=[{"fact": "done", "at_least": {"fact": "year", "times": 2}}]),
        "third": books.fact(all=[{"fact": "done", "at_least": {"fact": "asked", "times": "1/7"}}]),
        "unknown": books.fact(all=[{"fact": "done", "at_least": {"fact": "asked"}}]),
        "dated": books.fact(all=[{"fact": "as_of", "at_most": {"fact": "day"}}]),
        "answer": books.fact(value=True, type="yes_no"),
        "bare": books.asked("number", at_least=0, at_most=5000) | {"label": {"fr": "Heures", "en": "Hours"}},
        "by_other": books.fact(all=[{"fact": "bare", "at_least": {"fact": "year"}}]),
        "by_none": books.fact(all=[{"fact": "bare", "at_least": 10}]),
        "silent": books.fact(all=[{"fact": "day", "known": False}]),
        "spoken": books.fact(all=[{"fact": "day", "known": True}]),
        "met": books.fact(any=[{"fact": "day", "known": True}]) | {"label": {"fr": "Remplie", "en": "Met"}},
        "once": books.fact(all=[{"fact": "met", "is": True, "because": {"fr": "Remplie.", "en": "Met."}}]),
    }
)


def told(fact: str, language: str, **profile: Any) -> str:
    return why(books.decide(BOOK, profile, "2024-03-02"), fact, language).below[0].text.partition(" — ")[2]


def test_the_value_comes_first_and_its_label_in_brackets() -> None:
    assert told("one", "en", done=1559) == "required: at least 1,560 hours (year of work); 1 hour short"
    french = "exigé : au moins 1 560 heures (année de travail); il manque 1 heure"
    assert told("one", "fr", done=1559).replace(APART, " ") == french
    assert told("two", "en", done=4000) == "required: at least 3,120 hours (2 × year of work)"
    assert told("third", "en", done=4000, asked=10) == "required: at least 1/7 × 10 hours (year of work)"


def test_what_is_short_has_a_unit_if_either_side_has_one() -> None:
    """Hours told without their unit, compared with hours that have it: short of hours all the same."""
    assert told("by_other", "en", bare=1559).endswith("; 1 hour short")
    assert told("by_other", "fr", bare=60).replace(APART, " ").endswith("; il manque 1 500 heures")
    assert told("by_none", "en", bare=5) == "required: at least 10; 5 short"
    assert told("by_none", "fr", bare=5) == f"exigé{APART}: au moins 10; écart de 5"


def test_an_answer_that_must_or_must_not_be_given_is_told_as_such() -> None:
    assert told("spoken", "en") == "required: an answer"
    assert told("silent", "fr", day="2024-03-01") == f"exigé{APART}: aucune réponse"


def test_a_condition_in_the_words_of_its_fact_is_told_once() -> None:
    reason = why(books.decide(BOOK, {}, "2024-03-02"), "once", "en").below[0]
    assert (reason.text, reason.mark) == ("Met: no", "no")
    assert [each.text for each in reason.below] == ["Day: unknown — required: an answer"]


def test_what_is_not_known_stands_after_its_label() -> None:
    assert told("unknown", "en", done=1) == "required: at least Year of work (unknown)"


def test_a_day_has_its_article() -> None:
    assert told("dated", "fr", day="2024-03-01").replace(APART, " ") == "exigé : le 1er mars 2024 (jour) ou plus tôt"


def test_a_label_begins_small_inside_a_sentence_but_an_acronym_does_not() -> None:
    assert within("Année de travail") == "année de travail"
    assert within("Études au Canada") == "études au Canada"
    assert within("NCLC exigé") == "NCLC exigé"
    assert within("L2 exigé") == "L2 exigé"
