"""The arguments of the face as the engine takes them: dates, languages, names. Errors name the argument in Python."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Protocol, TypeAlias

from ronde.api.errors import QuestionError, error
from ronde.evaluate.decision import day_text
from ronde.language import LANGUAGES
from ronde.model.types import NotOfType, read_date

Date: TypeAlias = "str | date"
"""A day: YYYY-MM-DD, or a date (an instant only if it is midnight)."""


class SupportsArrow(Protocol):
    """A table that gives its rows through Arrow's interface for streams, as those of pyarrow, pandas and polars do."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The rows, as a capsule."""


def day(value: object, argument: str) -> int:
    """The day number of a date. Errors: QuestionError."""
    try:
        return read_date(date_text(value))
    except NotOfType as wrong:
        raise error(QuestionError, wrong.reason, argument, **wrong.params) from None


def optional_day(value: object, argument: str) -> int | None:
    """The day number of a date that may be left out. Errors: QuestionError."""
    return None if value is None else day(value, argument)


def day_or_today(value: object, argument: str) -> tuple[int, bool]:
    """The day number of a date, or today's, and whether it is today's because none was given. Errors: QuestionError."""
    return (date.today().toordinal(), True) if value is None else (day(value, argument), False)


def days(since: object, until: object) -> tuple[int | None, int | None]:
    """The first and the last day, as far as they are given. Errors: QuestionError, also if they are the wrong way
    round."""
    first, last = optional_day(since, "since"), optional_day(until, "until")
    if first is not None and last is not None:
        in_order(first, last)
    return first, last


def in_order(first: int, last: int) -> None:
    """Errors: QuestionError if the first day comes after the last."""
    if first > last:
        raise error(QuestionError, "range-reversed", "since", first=day_text(first), last=day_text(last))


def in_book(value: int, first: int, argument: str) -> None:
    """Errors: QuestionError if a day comes before the first day of a book."""
    if value < first:
        raise error(QuestionError, "date-before-book", argument, date=day_text(value), first=day_text(first))


def date_text(value: object) -> str:
    """A date as it is written, YYYY-MM-DD; of an instant that is not midnight, and of anything else, its text."""
    if isinstance(value, datetime):
        midnight = value.time() == time.min and getattr(value, "nanosecond", 0) == 0
        return value.date().isoformat() if midnight else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def language(lang: object) -> str:
    """A language in which texts are told. Errors: QuestionError."""
    return choice(lang, LANGUAGES, "lang")


def choice(value: object, known: tuple[str, ...], argument: str) -> str:
    """A word of several. Errors: QuestionError."""
    if not isinstance(value, str) or value not in known:
        raise error(QuestionError, "python-choice", argument, value=str(value), known=", ".join(known))
    return value


def names(value: object, argument: str) -> tuple[str, ...]:
    """One name or several, each once. Errors: QuestionError."""
    given = (value,) if isinstance(value, str) else value
    found = tuple(given) if isinstance(given, Iterable) else (given,)
    if not all(isinstance(each, str) for each in found):
        raise error(QuestionError, "python-names", argument)
    return tuple(dict.fromkeys(map(str, found)))
