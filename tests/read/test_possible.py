"""What facts are on other days is found once for each set of rules, however many facts hold what theirs do not know."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import books

from ronde.building import index as indexing
from ronde.inputs import possible
from ronde.inputs.possible import Elsewhere
from ronde.model.types import read_date

DAYS = ("2015-01-01", "2017-01-01", "2020-01-01")
FACTS = [f"n{number}" for number in range(40)]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more entry for each index that is made."""
    made: list[int] = []
    whole = indexing.Index

    def begun(**about: Any) -> indexing.Index:
        made.append(1)
        return whole(**about)

    monkeypatch.setattr(indexing, "Index", begun)
    return made


def dated(days: tuple[str, ...] = DAYS) -> Elsewhere:
    """A book in which every fact can be more from day to day."""
    versions = [
        books.version(day, {name: books.asked("number", at_least=0, at_most=10 + number) for name in FACTS})
        for number, day in enumerate(days)
    ]
    return Elsewhere(books.history({f"things/{day}.yaml": each for day, each in zip(days, versions, strict=True)}))


def test_rules_are_indexed_once_for_all_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty facts, three days: three indexes."""
    elsewhere = dated()
    assert len(elsewhere.ever.facts) == len(FACTS)
    made = counted(monkeypatch)
    found = [[kind.high for kind, _ in elsewhere.values(name)] for name in FACTS]
    assert (found, len(made)) == ([[10, 11, 12]] * len(FACTS), len(DAYS))


def test_no_more_indexes_are_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for two of three days, answers are the same."""
    monkeypatch.setattr(possible, "MOST_INDEXES", 2)
    elsewhere = dated()
    found = [[kind.high for kind, _ in elsewhere.values(name)] for name in FACTS]
    assert found == [[10, 11, 12]] * len(FACTS)
    assert len(elsewhere._indexes) == 2
    assert elsewhere.knows("n0", 12)
    assert not elsewhere.knows("n0", 13)
    assert elsewhere.history.first_date == read_date(DAYS[0])
