"""Somebody of whom as little as can be is said, and as plain, while what shows in them still does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ronde.change.witness.combinations import Given
from ronde.model.types import Value


def smallest(given: Given, shows: Callable[[Given], bool]) -> Given:
    """What is said of somebody, without all that may be left out one by one."""
    shrinking = True
    while shrinking:
        shrinking = False
        for each in _smaller(given):
            if shows(each):
                given, shrinking = each, True
                break
    return given


def plainest(given: Given, worth: Callable[[str], Sequence[Value]], shows: Callable[[Given], bool]) -> Given:
    """The same person with the first value of each fact, of those `worth` trying, with which it still shows."""
    for spot in list(given.spots):
        for value in worth(spot.name):
            if value == given.at(spot):
                break
            if shows(given.but(spot, value)):
                given = given.but(spot, value)
                break
    return given


def _smaller(given: Given) -> Iterator[Given]:
    """The same person with one thing fewer: a list, a record, a fact, a fact of a record."""
    supplied, records = dict(given.supplied), dict(given.records)
    for name in records:
        yield Given(supplied, {key: rows for key, rows in records.items() if key != name})
    for name, rows in records.items():
        for at in range(len(rows)):
            yield Given(supplied, {**records, name: (*rows[:at], *rows[at + 1 :])})
    for name in supplied:
        yield Given({key: value for key, value in supplied.items() if key != name}, records)
    for name, rows in records.items():
        for at, row in enumerate(rows):
            for gone in row:
                less = {key: value for key, value in row.items() if key != gone}
                yield Given(supplied, {**records, name: (*rows[:at], less, *rows[at + 1 :])})
