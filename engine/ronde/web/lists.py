"""Lists of records in a form: added, copied, removed, sorted by day, and drawn along the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ronde.api.vocabulary import Input, Vocabulary
from ronde.messages import translate
from ronde.messages.dates import in_words
from ronde.web.answers import Answers

WIDTH, LANE, FOOT, LEFT = 600, 26, 24, 28
"""The picture: its width, the height of a lane, and what is left below for the years and beside for the numbers."""

MOST_YEARS = 7
"""Years that are written below, at most."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A record as it is drawn: its number, from where to where, its days, whether it goes on, and all that in words."""

    number: int
    start: float
    end: float
    days: tuple[float, ...]
    open: bool
    told: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """The records of a list along the years (place, year)."""

    lanes: tuple[Lane, ...]
    years: tuple[tuple[float, int], ...]


def do(answers: Answers, what: str, inputs: Vocabulary) -> None:
    """Add, copy or remove a record, or sort a list by the first day of each, as the button that was pressed says."""
    verb, _, about = what.partition(":")
    name, _, number = about.partition(":")
    if name not in inputs.lists:
        return
    records = answers.lists.get(name, [])
    if verb == "add":
        answers.add(name)
    elif verb == "sort":
        asked = dates_of(inputs, name)
        records.sort(key=lambda each: min((day for _, day in _days(asked, each)), default=date.max))
    elif number.isdigit() and int(number) < len(records):
        if verb == "copy":
            records.insert(int(number) + 1, dict(records[int(number)]))
        elif verb == "remove":
            del records[int(number)]
            if not records:
                del answers.lists[name]


def dates_of(inputs: Vocabulary, name: str) -> list[Input]:
    """The days that are asked of each record of a list."""
    return [each for each in inputs.values() if each.record == name and each.kind == "date"]


def drawn(
    inputs: Vocabulary, name: str, records: Sequence[Mapping[str, str]], until: date, language: str
) -> Lanes | None:
    """The records of a list along the years, or None if no day is known. One without a day whose silence has a meaning
    goes on until the day of the answer."""
    asked = dates_of(inputs, name)
    known = [(number, days) for number, each in enumerate(records, 1) if (days := _days(asked, each))]
    if not known:
        return None
    every = [day for _, days in known for _, day in days] + [until]
    first, last = date(min(every).year, 1, 1), date(max(every).year + 1, 1, 1)
    ends = [each for each in asked if each.assumed]

    def x(day: date) -> float:
        return round(LEFT + (day - first) / (last - first) * (WIDTH - LEFT), 1)

    def lane(number: int, days: list[tuple[Input, date]]) -> Lane:
        start = min(day for _, day in days)
        goes_on = bool(ends) and start <= until and not any(each in ends for each, _ in days)
        end = max([day for _, day in days] + [until] * goes_on)
        told = "; ".join(
            translate("line-value", language, label=each.label(language), value=in_words(day, language))
            for each, day in days
        )
        return Lane(number, x(start), x(end), tuple(x(day) for _, day in days), goes_on, f"{number}. {told}")

    step = -(-(last.year - first.year) // MOST_YEARS)
    years = tuple((x(date(year, 1, 1)), year) for year in range(first.year, last.year, step))
    return Lanes(tuple(lane(number, days) for number, days in known), years)


def _days(asked: Sequence[Input], record: Mapping[str, str]) -> list[tuple[Input, date]]:
    """The days that a record tells, and can be read."""
    found: list[tuple[Input, date]] = []
    for each in asked:
        try:
            found.append((each, date.fromisoformat(record.get(each.field, ""))))
        except ValueError:
            continue
    return found
