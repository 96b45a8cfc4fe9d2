"""The form of a word that goes with a count, and numbers as people write them."""

from __future__ import annotations

import pytest

from ronde.words import say
from ronde.words.numbers import APART, amount, grouped


@pytest.mark.parametrize(
    ("language", "count", "told"),
    [
        ("fr", 0, "0 erreur, 0 avertissement."),
        ("fr", 1, "1 erreur, 1 avertissement."),
        ("fr", 2, "2 erreurs, 2 avertissements."),
        ("fr", 1500, f"1{APART}500 erreurs, 1{APART}500 avertissements."),
        ("en", 0, "0 errors, 0 warnings."),
        ("en", 1, "1 error, 1 warning."),
        ("en", 1500, "1,500 errors, 1,500 warnings."),
    ],
)
def test_a_count_chooses_the_form_of_its_word(language: str, count: int, told: str) -> None:
    assert say("check-found", language, errors=count, warnings=count) == told


def test_a_number_as_people_write_it() -> None:
    assert grouped("-1234567.5", "fr") == f"-1{APART}234{APART}567,5"
    assert grouped("-1234567.5", "en") == "-1,234,567.5"


@pytest.mark.parametrize(
    ("sign", "number", "english", "french"),
    [
        ("$", "15263", "$15,263", f"15{APART}263{APART}$"),
        ("$", "-25.5", "-$25.50", f"-25,50{APART}$"),
        ("$", "0.05", "$0.05", f"0,05{APART}$"),
        ("€", "0", "€0", f"0{APART}€"),
        ("CHF", "1200", f"CHF{APART}1,200", f"1{APART}200{APART}CHF"),
        ("US$", "-1200", "-US$1,200", f"-1{APART}200{APART}US$"),
        ("", "-1200", "-1,200", f"-1{APART}200"),
    ],
)
def test_an_amount_has_the_sign_of_its_currency_where_its_language_sets_it(
    sign: str, number: str, english: str, french: str
) -> None:
    assert (amount(number, sign, "en"), amount(number, sign, "fr")) == (english, french)
