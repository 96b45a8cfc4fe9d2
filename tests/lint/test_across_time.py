"""What is wrong only between two dates: each version is right by itself, and the book is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import books

from ronde.check.whole import check_whole_book


def colours(*values: str) -> dict[str, object]:
    """An input with these choices, each with its own words."""
    texts = {value: {"fr": f"{value}, en français", "en": f"{value}, in English"} for value in values}
    return {"kind": books.asked("choice", choices=texts)}


def by_colour(**rows: int) -> dict[str, object]:
    """A fact that is looked up by it."""
    return {"answer": books.fact(type="number", table={"key": "kind", "rows": rows})}


@pytest.mark.parametrize(("since", "found"), [("2017-01-01", ["table-gap"]), ("2016-01-01", [])])
def test_a_row_that_is_missing_between_two_dates_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: str, found: list[str]
) -> None:
    """A choice that begins a year before the table has a row for it; on the first and on the last day nothing is."""
    monkeypatch.setenv("RONDE_CACHE", "")
    note = {"note": {"fr": "Une couleur de plus.", "en": "One more colour."}}
    files = {
        "colours/2015-01-01.yaml": books.version(facts=colours("red", "blue")),
        "colours/2016-01-01.yaml": books.version("2016-01-01", colours("red", "blue", "green"), **note),
        "points/2015-01-01.yaml": books.version(facts=by_colour(red=1, blue=2)),
        f"points/{since}.yaml": books.version(since, by_colour(red=1, blue=2, green=3), **note),
    }
    told = check_whole_book(books.write(tmp_path, files)).diagnostics
    assert [each.code for each in told] == found
    assert {each.location.name for each in told} <= {"points/2015-01-01.yaml"}
