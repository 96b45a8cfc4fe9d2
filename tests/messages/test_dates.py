"""Days in sentences, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ronde.messages import translate
from ronde.messages.dates import in_words
from ronde.messages.numbers import APART
from ronde.telling.values import show_instant


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2023, 7, 5), "July 5, 2023", "5 juillet 2023"),
        (date(2023, 7, 1), "July 1, 2023", "1er juillet 2023"),
        (date(2024, 8, 31), "August 31, 2024", "31 août 2024"),
        (date(2015, 2, 11), "February 11, 2015", "11 février 2015"),
    ],
)
def test_a_day_in_words(day: date, english: str, french: str) -> None:
    assert (in_words(day, "en"), in_words(day, "fr")) == (english, french)


def test_an_instant_says_its_day_in_words_its_hour_and_utc() -> None:
    instant = int(datetime(2026, 3, 26, 0, 16, 9, tzinfo=UTC).timestamp())
    assert show_instant(instant, "en") == "March 26, 2026 at 0:16:09 UTC"
    assert show_instant(instant, "fr").replace(APART, " ") == "26 mars 2026 à 0 h 16 min 9 s UTC"


def test_a_sentence_says_its_days_in_words_and_leaves_what_a_person_wrote() -> None:
    about = {"value": "1899-01-01", "low": "1900-01-01", "high": "2199-12-31"}
    assert "1899-01-01" in translate("value-date-range", "fr", **about)
    assert "entre le 1er janvier 1900 et le 31 décembre 2199" in translate("value-date-range", "fr", **about)
    assert "between January 1, 1900 and December 31, 2199" in translate("value-date-range", "en", **about)


def test_several_days_are_told_one_after_the_other() -> None:
    about = {"days": ("2023-07-01", "2023-07-05")}
    assert "1er juillet 2023; 5 juillet 2023" in translate("compare-unread", "fr", **about)
