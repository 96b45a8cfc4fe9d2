"""No topic's history has a hole: from its first day it is in force, unless a version says that it was repealed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from tests.support import books

from ronde.evaluate.decision import day_text
from ronde.model.history import Status
from ronde.model.types import read_date
from ronde.rounds.data import Round, read_rounds
from ronde.rounds.invited import terms_of

TOPICS = sorted(books.real().versions)
LAST = books.real().change_dates[-1]


@cache
def in_force(day: int) -> Mapping[str, Any]:
    """What is in force on a day of the real book, by topic."""
    return {each.topic: each for each in books.real().in_force(day).topics}


def spans() -> list[tuple[int, int]]:
    """Every span of days on which nothing changes, from the first day to the last change."""
    days = [*books.real().change_dates, LAST + 1]
    return [(first, after - 1) for first, after in pairwise(days)]


@cache
def every_round() -> tuple[Round, ...]:
    """The rounds of the real book, read once."""
    return read_rounds(books.real()).rounds


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_in_force_from_its_first_day_unless_it_says_that_it_was_repealed(topic: str) -> None:
    """On both ends of every span between two changes: in force once begun, not before, and not while repealed. A topic
    of which it is only known that it began is allowed to be absent until its content is."""
    versions = books.real().versions[topic]
    first = min(version.effective for version in versions if version.status is Status.COMPLETE)
    for day in {day for span in spans() for day in span}:
        past = [version for version in versions if version.effective <= day and version.status is not Status.INCOMPLETE]
        repealed = bool(past) and past[-1].status is Status.REPEALED
        expected = day >= first and not repealed
        assert (topic in in_force(day)) == expected, f"{topic} on {day_text(day)}"


def test_between_two_changes_every_day_has_the_same_rules() -> None:
    """So that the ends of the spans stand for every day between: all days of one year, by their digest."""
    first, last = read_date("2023-01-01"), read_date("2023-12-31")
    for start, end in spans():
        if first <= start and end <= last:
            digests = {books.real().in_force(day).digest for day in range(start, end + 1)}
            assert len(digests) == 1, day_text(start)


def test_only_what_the_department_ended_is_repealed() -> None:
    """The topics that say so are these; another one would be a hole that somebody excused."""
    repealed = {
        (topic, version.name)
        for topic, versions in books.real().versions.items()
        for version in versions
        if version.status is Status.REPEALED
    }
    assert repealed == {
        ("category/agriculture_agrifood", "2026-02-18"),
        ("category/transport", "2025-02-27"),
        ("round/agriculture_agrifood", "2026-02-18"),
        ("round/transport", "2025-02-27"),
    }


def test_a_topic_that_came_back_is_in_force_again() -> None:
    """Transport ended on 2025-02-27 and returned on 2026-02-18."""
    for day, there in (("2025-02-26", True), ("2025-02-27", False), ("2026-02-17", False), ("2026-02-18", True)):
        assert ("category/transport" in in_force(read_date(day))) is there, day
        assert ("round/transport" in in_force(read_date(day))) is there, day


def test_a_category_and_its_rounds_begin_and_end_together() -> None:
    """On every span, a round of a category is defined exactly where the category is."""
    categories = {topic.partition("/")[2] for topic in TOPICS if topic.startswith("category/")}
    shared = {name for name in categories if f"round/{name}" in books.real().versions}
    assert len(shared) >= 10
    for start, _ in spans():
        for name in shared:
            assert (f"category/{name}" in in_force(start)) == (f"round/{name}" in in_force(start)), (
                f"{name} on {day_text(start)}"
            )


def test_the_type_of_every_round_is_defined_on_its_day() -> None:
    """448 rounds: the fact that says whom each was for is in the rules of its day."""
    terms = terms_of(books.real())
    assert len(every_round()) == 448
    for each in every_round():
        facts = books.real_plan(each.date).facts
        for name in (terms.invited.replace("{type}", each.type), terms.score, terms.submitted, terms.expires):
            assert name in facts, f"round {each.number} of {day_text(each.date)}: {name}"


def test_the_headlines_are_defined_on_every_day_from_the_first() -> None:
    """The questions that the book answers first never lack an answer for want of a rule."""
    assert books.real().change_dates[0] == books.real().first_date == read_date("2015-01-01")
    for start, _ in spans():
        assert set(books.real().headlines) <= books.real_plan(start).facts.keys(), day_text(start)
