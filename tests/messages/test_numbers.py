"""The form of a word that goes with a count, and numbers as people write them."""

from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pytest
from tests.support.messages import every_message

from ronde.messages import LANGUAGES, translate
from ronde.messages.numbers import APART, amount, grouped


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
    assert translate("check-found", language, errors=count, warnings=count) == told


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


COUNTS = {
    "count", "counted", "deepest", "done", "hours", "invitations", "kept", "minimum", "most", "rounds", "rows", "short",
    "tied", "total",
}  # fmt: skip
"""The parameters of messages that are counts."""
BARE = re.compile(r"\{(\w+)\}[ \N{NO-BREAK SPACE}]([^\W\d_]+)")
ALONE = {
    "of", "sur", "or", "de", "short", "to", "et", "and", "a", "ou", "on", "à", "dont", "heures", "drawn",
}  # fmt: skip
"""Words after a count that do not change with it."""
UNCHANGING = {"MB", "Mo", "s", "d", "h", "min", "j"}


def test_a_count_before_its_word_has_both_forms() -> None:
    """“1 rows” is written nowhere: the word that goes with a count is written in the singular and the plural."""
    wrong = [
        (key, language, found[0])
        for key, told in every_message().items()
        for language in LANGUAGES
        for found in BARE.finditer(told.texts[language])
        if found[1] in COUNTS and language not in told.forms.get(found[1], {}) and found[2] not in ALONE | UNCHANGING
    ]
    assert wrong == []


def test_a_count_without_its_forms_is_found() -> None:
    assert [found.groups() for found in BARE.finditer("There are {rows} rows, {most:#} days.")] == [("rows", "rows")]


def test_a_count_alone_has_its_thousands_apart() -> None:
    told = translate("make-drawn", "fr", drawn=12000, kept=950)
    assert told.replace(APART, " ") == "Tirés : 12 000; remplissent toutes les conditions : 950"
    assert translate("make-drawn", "en", drawn=12000, kept=950) == "Drawn: 12,000; fulfil all that is required: 950"


def test_a_decimal_and_a_whole_number_of_an_array_choose_their_forms_too() -> None:
    assert translate("run-none", "fr", minimum=Decimal("1.5")).endswith("moins de 1,5 heure par semaine tout du long")
    assert translate("run-none", "en", minimum=Decimal("1.5")).endswith("1.5 hours a week were worked throughout")
    assert (
        translate("files-resumed", "fr", rows=np.int64(1))
        == f"Un calcul antérieur avait fait 1 ligne{APART}: on continue."
    )
