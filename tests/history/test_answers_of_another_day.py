"""A profile can be read on every day: what only the rules of other days know is left aside, and said to be."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import books
from tests.support.books import TEXTS, asked, fact

from ronde.evaluate.chainer import best_machine
from ronde.evaluate.engine import Engine
from ronde.explain.evaluation import evaluation_page
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import History
from ronde.model.types import read_date
from ronde.rounds.series import changes

DAYS = ("2015-01-01", "2020-01-01", "2025-01-01")
KINDS = (("open", "other"), ("open", "other", "young"), ("open", "young"))


def book() -> History:
    """A choice that comes on the second day and another that goes on the third; of a candidate and of records."""
    return books.history(
        {f"topic/{day}.yaml": version(day, *about) for day, *about in zip(DAYS, KINDS, (9, 20, 9), strict=True)}
    )


def version(day: str, kinds: tuple[str, ...], most: int) -> dict[str, Any]:
    choices = dict.fromkeys(kinds, TEXTS)
    return books.version(
        day,
        {
            "kind": asked("choice", choices=choices, missing="open"),
            "level": asked("number", at_least=0, at_most=most),
            "jobs.kind": asked("choice", choices=choices, on="jobs"),
            "today": fact(value={"fact": "as_of"}),
            "young": fact(none=[{"fact": "kind", "is": "open"}]),
            "answer": fact(any=[{"fact": "young", "is": True}, {"fact": "level", "at_least": 8}]),
            "jobs.some": fact(all=[{"fact": "jobs.kind", "is": "open"}], on="jobs"),
            "open": fact(exists={"in": "jobs", "where": {"fact": "jobs.some", "is": True}}),
        },
        records={"jobs": books.record()},
    )


PROFILE = {"kind": "young", "level": 15, "jobs": [{"kind": "young"}, {"kind": "other"}]}


def test_every_machine_reads_it_on_every_day() -> None:
    """Each chained answer is held to the reference's."""
    engine = Engine(book(), best_machine())
    told = [engine.evaluate(books.profile(PROFILE), read_date(day)) for day in DAYS]
    assert [books.answers(each)["answer"] for each in told] == [None, True, True]
    assert [books.answers(each)["open"] for each in told] == [None, False, None]
    assert [each.trace.missing("open") for each in told] == [("jobs[0].kind",), (), ("jobs[1].kind",)]
    assert [sorted(map(str, each.profile.foreign)) for each in told] == [
        ["('jobs', 0, 'jobs.kind')", "kind", "level"], [], ["('jobs', 1, 'jobs.kind')", "level"],
    ]  # fmt: skip


def test_a_history_goes_through_the_days_that_do_not_know_an_answer() -> None:
    engine = Engine(book(), best_machine())
    found = changes(engine, books.profile(PROFILE), ("answer",), read_date("2015-01-01"), read_date("2026-01-01"))
    assert [(each.day, [(moved.before, moved.after) for moved in each.moved]) for each in found][1:] == [
        (read_date("2020-01-01"), [((0, 1), 1)])
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_left_aside_is_said(language: str) -> None:
    decision = Engine(book(), best_machine()).evaluate(books.profile(PROFILE), read_date("2015-01-01"))
    text = str(evaluation_page(decision, language))
    assert all(each in text for each in ("jobs[0].kind", "young", "level", "15"))


def test_what_no_day_knows_is_refused_on_every_day() -> None:
    engine = Engine(book(), best_machine())
    for day in DAYS:
        for wrong, code in (
            ({"kind": "old"}, "value-not-choice"),
            ({"level": 21}, "value-out-of-bounds"),
            ({"jobs": [{"kind": "old"}]}, "value-not-choice"),
        ):
            with pytest.raises(ValidationError, match=code):
                engine.evaluate(books.profile(wrong), read_date(day))


def test_two_answers_of_another_day_do_not_have_one_digest() -> None:
    engine = Engine(book(), best_machine())
    digests = {engine.evaluate(books.profile({"level": each}), read_date(DAYS[0])).profile.digest for each in (15, 16)}
    assert len(digests) == 2
