"""Days of which it is known at once that nothing moves: what is told of the others is as if each had been looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import books, second_books

from ronde.api.book import open_book
from ronde.api.errors import ProfileError
from ronde.evaluate.decision import Decision
from ronde.rounds import days, series, still

EXAMPLES = Path(__file__).parents[2] / "examples"


class EveryDay(still.Pace):
    """Looks at every day."""

    def ahead(self, before: Decision, asked: frozenset[int], last: int) -> Decision | None:
        return None


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The days that are looked at from now on."""
    found: list[int] = []

    def on_day(before: Decision, day: int, asked: frozenset[int] | None = None) -> Decision:
        found.append(day)
        return days.on_day(before, day, asked)

    monkeypatch.setattr(series, "on_day", on_day)
    return found


@pytest.mark.parametrize("told", ["whole", "partial"])
@pytest.mark.parametrize("name", [None, *second_books.BOOKS])
def test_a_history_is_as_if_every_day_were_looked_at(
    name: str | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book(second_books.BOOKS[name] if name else None)
    path = second_books.profiles(name)[0] if name else EXAMPLES / "pvt-toronto.yaml"
    profile = path if told == "whole" else {}
    first = book.first_date.replace(year=book.first_date.year + 2)
    span = {"since": first, "until": first.replace(year=first.year + 1)}
    seen = looked_at(monkeypatch)
    found = book.history(profile, **span)
    assert len(set(seen)) < 200 or name or told == "partial"
    monkeypatch.setattr(series, "Pace", EveryDay)
    every = book.history(profile, **span)
    assert len(set(seen)) > 360
    assert found.to_dict() == every.to_dict()


def refused(folder: Path) -> str:
    with pytest.raises(ProfileError) as caught:
        open_book(folder).history({"start": "2020-03-05"}, since="2020-01-01", until="2020-12-31", facts="open")
    return str(caught.value)


def test_a_refusal_on_a_day_on_which_nothing_moves_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two days of which neither is refused."""
    facts = {"start": books.asked("date"), "open": books.asked("yes_no")}
    today = {"all": [{"fact": "as_of", "is": {"fact": "start"}}]}
    refusal = {
        "when": today,
        "field": "start",
        "source": "act",
        "because": {"en": "Not on this day.", "fr": "Pas ce jour-là."},
    }
    content = books.version(facts=facts, refuse=[refusal])
    folder = books.write(tmp_path, {f"topic/{books.FIRST}.yaml": content})
    at_once = refused(folder)
    assert "Not on this day." in at_once
    monkeypatch.setattr(series, "Pace", EveryDay)
    assert refused(folder) == at_once


def test_days_are_many_at_once_while_nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = looked_at(monkeypatch)
    open_book().ahead(EXAMPLES / "pvt-toronto.yaml", as_of="2027-01-01", until="2036-01-01")
    assert len(seen) < 400
