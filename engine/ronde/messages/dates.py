"""Days in a sentence: “July 5, 2023”, « 5 juillet 2023 », « 1er juillet 2023 »; the sentence writes the article."""

from __future__ import annotations

import re
from datetime import date

from ronde.messages.entries import message
from ronde.messages.locales import locale

DAYS = (
    "date",
    "dates",
    "day",
    "days",
    "first",
    "last",
    "second",
    "start",
    "end",
    "published",
    "known_on",
    "since",
    "low",
    "high",
)
"""Parameters of sentences that may hold a day, written YYYY-MM-DD: people read it in words. Others, such as what a
person wrote, stay as they are."""


LEAP = 2000
"""A year that has every day."""


def in_words(day: date, language: str) -> str:
    """A day as it stands in a sentence of that language, without an article."""
    about = locale(language)
    number = message("first-of-month").texts[language] if day.day == 1 else str(day.day)
    return about.day.format(day=number, month=about.months[day.month - 1], year=day.year)


def day_of_year(month: int, day: int, language: str) -> str:
    """A day of every year, such as “July 1”, « 1er juillet », without an article."""
    return re.sub(rf"[,\s]+{LEAP}$", "", in_words(date(LEAP, month, day), language))


def day_or_text(written: str, language: str) -> str:
    """A text that is a day (YYYY-MM-DD), in words; any other text as it is."""
    try:
        return in_words(date.fromisoformat(written), language) if len(written) == len("YYYY-MM-DD") else written
    except ValueError:
        return written
