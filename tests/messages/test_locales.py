"""Plurals, numbers, amounts, days and lists are what Babel makes of the CLDR, for many values."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import babel
import pytest
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from ronde.messages import LANGUAGES
from ronde.messages.dates import in_words
from ronde.messages.locales import locale
from ronde.messages.numbers import APART, amount, grouped, is_one, listed, measured
from ronde.model.nodes import Unit

WHOLE = [*range(-12, 130), 999, 1_000, 1_001, 9_999, 10_000, 123_456, 1_000_000, 1_000_001, -1_234_567]
NUMBERS = [*map(str, WHOLE), *(str(Decimal(tenths).scaleb(-1)) for tenths in range(-35, 35)), "0.05", "-1234.56", "1.0"]


def known(language: str) -> babel.Locale:
    return babel.Locale.parse(locale(language).locale)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_and_the_form_of_its_word(language: str) -> None:
    """French has a form for whole millions too, which goes with “million” and not with figures: it is the plural."""
    for number in NUMBERS:
        assert is_one(number, language) == (known(language).plural_form(Decimal(number)) == "one"), number
        decimals = len(number.partition(".")[2])
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        assert grouped(number, language) == format_decimal(Decimal(number), pattern, known(language))


@pytest.mark.parametrize(
    ("currency", "signs"), [("CAD", ("$", "$")), ("EUR", ("€", "€")), ("USD", ("US$", f"${APART}US"))]
)
def test_an_amount(currency: str, signs: tuple[str, str]) -> None:
    for language, sign in zip(LANGUAGES, signs, strict=True):
        pattern = known(language).currency_formats["standard"].pattern
        for number in NUMBERS:
            cents = pattern if "." in number else pattern.replace(".00", "")
            told = format_currency(Decimal(number), currency, cents, known(language), currency_digits=False)
            assert amount(number, sign, language) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_percentage(language: str) -> None:
    percent = Unit("%", "%")
    for number in range(-5, 101):
        told = format_percent(Decimal(number).scaleb(-2), locale=known(language))
        assert measured(str(number), percent, language) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day(language: str) -> None:
    """But for the ordinal that French has for the first of a month."""
    for number in range(800):
        day = date(2023, 1, 1) + timedelta(number)
        told = format_date(day, "long", known(language))
        assert in_words(day, language) == (told.replace("1 ", "1er ", 1) if day.day == 1 and language == "fr" else told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list(language: str) -> None:
    for count in range(6):
        items = ["a", "b {0}", "c", "d et", "e"][:count]
        for word, style in (("and", "standard"), ("or", "or")):
            assert listed(items, word, language) == format_list(items, style, known(language))
