"""Usual slips: told with why an answer is not yes, those that the profile shows and those that it leaves open."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.conftest import Run
from tests.support import books, second_books

from ronde.api.decision import Decision
from ronde.explain.slips import slip_data, slip_lines
from ronde.messages.diagnostics import ValidationError

LATE = {"fr": "Il est arrivé après {closing} heures", "en": "They came after {closing} o'clock"}
AWAY = {"fr": "Un jour passé ailleurs", "en": "A day spent elsewhere"}
FACTS: dict[str, Any] = {
    "hour": books.asked("number", at_least=0, at_most=24),
    "closing": books.fact(value=18),
    "days.here": books.asked("yes_no", on="days"),
    "in_time": books.fact(all=[{"fact": "hour", "at_most": {"fact": "closing"}}]),
    "answer": books.fact(all=[{"fact": "in_time", "is": True}]),
    "slip.late": books.fact(
        slip={"of": ["in_time"], "text": LATE}, all=[{"fact": "hour", "more_than": {"fact": "closing"}}]
    ),
    "days.slip_away": books.fact(
        on="days", slip={"of": ["answer"], "text": AWAY}, all=[{"fact": "days.here", "is": False}]
    ),
}
BOOK = books.book(FACTS, records={"days": books.record({"fr": "Jours", "en": "Days"})})


def told(profile: dict[str, Any], name: str = "answer", language: str = "en") -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in slip_lines(books.decide(BOOK, profile), name, language)]


def test_what_the_profile_shows_comes_first_then_what_it_leaves_open() -> None:
    """Also the slips of the answers below; a text quotes the rules, one of records says of which, one left open is
    named."""
    assert told({"hour": 19, "days": [{"here": True}, {}, {"here": False}]}, language="fr") == [
        ("no", "Il est arrivé après 18 heures"),
        ("no", "Jours [3]\N{NO-BREAK SPACE}: Un jour passé ailleurs"),
        ("unknown", "Jours [2]\N{NO-BREAK SPACE}: texte"),
        ("", "Ce qui manque pour le dire\N{NO-BREAK SPACE}: days[1].here"),
    ]


def test_an_answer_that_is_yes_has_none() -> None:
    assert told({"hour": 17, "days": [{"here": False}]}) == []


def test_an_answer_is_not_told_the_slips_of_those_that_rest_on_it() -> None:
    assert told({"hour": 19, "days": [{"here": False}]}, "in_time") == [("no", "They came after 18 o'clock")]


def test_what_is_no_yes_or_no_has_none_whatever_it_rests_on() -> None:
    facts = {**FACTS, "fee": books.fact(table={"key": "answer", "rows": {"true": 1, "false": 2}})}
    book = books.book(facts, records={"days": books.record()})
    assert slip_data(books.decide(book, {"hour": 19}), "fee", "en") == []


def test_an_open_answer_has_open_slips_as_data() -> None:
    """Each with what is missing; one that is shown holds."""
    decision = books.decide(BOOK, {"days": [{"here": False}]})
    assert slip_data(decision, "answer", "en") == [
        {"fact": "days[0].slip_away", "text": "Days [1]: A day spent elsewhere", "holds": True},
        {"fact": "slip.late", "text": "text", "holds": None, "missing": ["hour"]},
    ]


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        ({"of": ["hour"], "text": AWAY}, "not-yes-no"),
        ({"of": ["other"], "text": AWAY}, "fact-unknown"),
        ({"of": ["days.here"], "text": AWAY}, "record-fact-outside"),
        ({"of": ["answer"], "text": {"fr": "{closing}", "en": "six"}}, "quotes-differ"),
    ],
)
def test_a_slip_is_of_answers_that_are_there(slip: dict[str, Any], code: str) -> None:
    facts = {**FACTS, "slip.late": {**FACTS["slip.late"], "slip": slip}}
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book(facts, records={"days": books.record()}))
    assert [each.code for each in refused.value.diagnostics] == [code]


def test_why_tells_them_in_any_book(run: Run) -> None:
    """In the shipped one, and in one of a city."""
    out = run("why", "examples/pvt-toronto.yaml", "cec.eligible", "--as-of", "2023-05-31", "--lang", "fr")[1]
    assert "Erreurs fréquentes à vérifier" in out
    assert "et non 53" in out
    book = str(second_books.BOOKS["parking"])
    words = ("permit.eligible", "--as-of", "2024-03-01", "--rulesets", book)
    assert "Usual slips" not in run("why", f"{book}/profiles/two-cars.yaml", *words)[1]


def test_the_page_of_a_rule_says_of_what_it_is_a_slip(run: Run) -> None:
    told = " ".join(run("rules", "slip.hours_over_full_time", "--as-of", "2023-07-05")[1].split())
    assert "A usual slip, told with why these are not met: Eligible under the Canadian Experience Class." in told
    assert "Beyond 30 hours a week" in told


def test_a_decision_for_programs_lists_the_slips_of_its_main_answers() -> None:
    """Once each, what is shown first, in both languages; its digest and its receipt stay as they are without them."""
    made = books.decide(BOOK, {"days": [{"here": False}, {"here": True}]})
    told = Decision(made).to_dict()
    away = {"fr": f"Jours [1]\N{NO-BREAK SPACE}: {AWAY['fr']}", "en": f"Days [1]: {AWAY['en']}"}
    assert told["slips"] == [
        {"fact": "days[0].slip_away", "of": ["answer"], "text": away, "holds": True},
        {"fact": "slip.late", "of": ["answer"], "text": books.TEXTS, "holds": None, "missing": ["hour"]},
    ]
    assert {**told, "slips": []} == {**made.document(), "slips": []}
    assert "slips" not in Decision(made).receipt()["decision"]
    assert Decision(books.decide(BOOK, {"hour": 17})).to_dict()["slips"] == []


def test_a_slip_of_several_answers_is_listed_once(run: Run) -> None:
    """In the shipped book, from the command."""
    out = run("evaluate", "examples/quebec-bound.yaml", "--as-of", "2023-07-05", "--format", "json")[1]
    told = [(each["fact"], each["of"]) for each in json.loads(out)["slips"]]
    assert told == [("slip.field_of_study", ["pool.eligible", "fsw.eligible"])]
