"""A number with its unit: the form that the language asks for, what stands between, bounds that say it once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.support import books
from tests.support.typography import titles_beside_provisions, units_of

from ronde.messages import LANGUAGES
from ronde.messages.diagnostics import ValidationError
from ronde.messages.numbers import APART
from ronde.telling.values import show, show_literal

ROOT = Path(__file__).resolve().parents[2]
POINTS = {"fr": {"one": "point", "other": "points"}, "en": {"one": "point", "other": "points"}}
NCLC = {"fr": "NCLC", "en": {"one": "level", "other": "levels"}}
SHARE = {"fr": "%", "en": "%"}
CLOCK = {"fr": "h", "en": "h"}
PLAN = books.plan(
    books.book(
        {
            "points": books.asked("number", decimals=1, at_least=-10, at_most=2000, unit=POINTS),
            "level": books.asked("number", at_least=0, at_most=12, unit=NCLC),
            "share": books.asked("number", at_least=0, at_most=100, unit=SHARE),
            "clock": books.asked("number", at_least=0, at_most=100, unit=CLOCK),
            "bare": books.asked("number", at_least=0, at_most=100),
            "money": books.asked("money", at_least=0, at_most=100),
            "answer": books.fact(value=True, type="yes_no"),
        }
    )
)


def told(fact: str, value: Any, language: str) -> str:
    return show(value, PLAN.facts[fact], PLAN, language)


@pytest.mark.parametrize(
    ("tenths", "french", "english"),
    [
        (0, "0 point", "0 points"),
        (5, "0,5 point", "0.5 points"),
        (10, "1 point", "1 point"),
        (15, "1,5 point", "1.5 points"),
        (20, "2 points", "2 points"),
        (-10, "-1 point", "-1 point"),
        (15600, "1 560 points", "1,560 points"),
    ],
)
def test_a_number_chooses_the_form_of_its_unit(tenths: int, french: str, english: str) -> None:
    """The plural rules of the Unicode CLDR: French of what is below two, English of one alone."""
    assert told("points", tenths, "fr") == french.replace(" ", APART)
    assert told("points", tenths, "en") == english


def test_a_unit_that_does_not_change_is_one_text_and_stays_with_its_number() -> None:
    assert told("level", 1, "fr") == f"1{APART}NCLC"
    assert told("level", 1, "en") == "1 level"
    assert told("share", 40, "fr") == f"40{APART}%"
    assert told("share", 40, "en") == "40%"
    assert told("clock", 30, "en") == told("clock", 30, "fr") == f"30{APART}h"


def test_bounds_say_their_unit_once() -> None:
    assert told("points", (1000, 7100), "en") == "unknown, between 100 and 710 points"
    assert told("points", (1000, 7100), "fr") == f"inconnu, entre 100 et 710{APART}points"
    assert told("money", (1000, 1500), "en") == "unknown, between $10 and $15"
    assert told("money", (1000, 1500), "fr") == f"inconnu, entre 10{APART}$ et 15{APART}$"
    assert told("bare", (1, 5), "en") == "unknown, between 1 and 5"


def test_what_a_condition_compares_with_has_the_unit_of_the_fact() -> None:
    assert show_literal(1.5, PLAN.facts["level"], PLAN, "en") == "1.5 levels"
    assert show_literal(1.5, PLAN.facts["money"], PLAN, "fr") == f"1,50{APART}$"


def test_a_fact_of_every_item_of_a_list_keeps_the_forms_of_its_unit() -> None:
    plan = books.plan(
        books.book(
            {
                "points.{way}": books.fact(for_each={"way": "ways"}, value=2, unit=POINTS),
                "answer": books.fact(value=True, type="yes_no"),
            },
            lists={"ways": {"label": books.TEXTS, "source": "act", "items": {"far": books.TEXTS}}},
        )
    )
    assert show(1, plan.facts["points.far"], plan, "fr") == f"1{APART}point"
    assert show(2, plan.facts["points.far"], plan, "en") == "2 points"


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ({"fr": {"one": "point"}, "en": "point"}, "key-missing"),
        ({"fr": {"one": "point", "other": "points", "many": "points"}, "en": "point"}, "key-unknown"),
        ({"fr": "point"}, "key-missing"),
        ({"fr": ["point"], "en": "point"}, "schema-type"),
        ({"fr": "", "en": "point"}, "schema-other"),
        ("point", "schema-type"),
    ],
)
def test_a_unit_without_its_two_forms_is_refused(unit: Any, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({"answer": books.asked("number", at_least=0, at_most=9, unit=unit)}))
    assert [found.code for found in refused.value.diagnostics] == [code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_unit_of_the_rules_that_changes_is_written_as_one_that_does_not(language: str) -> None:
    unchanging = {unit for told, unit in units_of(ROOT / "rulesets") if told == language and isinstance(unit, str)}
    assert unchanging == ({"mois"} if language == "fr" else set())


def test_no_title_of_a_source_repeats_the_provision_beside_it() -> None:
    """“art. 21-24, art. 21 à 24” is told by no answer."""
    assert [
        (where, title)
        for where, title in titles_beside_provisions(ROOT / "rulesets")
        if re.search(r"(?:\b(?:art|par|al)\.|(?<![\w.])ss?\.) \d[\d.(),\w -]*$", title)
    ] == []
