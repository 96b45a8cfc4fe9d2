"""What time alone changes: the days known from the profile, held against single days evaluated by the same rules."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books

import ronde
from ronde.api.profile import document

PVT = Path(__file__).resolve().parents[2] / "examples" / "pvt-toronto.yaml"
SPAN = ("--from", "2023-07-05", "--until")


def test_a_birthday_tests_an_assessment_and_years_of_work_fall_on_their_days() -> None:
    found = ronde.open_book().ahead(PVT, as_of="2023-07-05", until="2027-12-31", facts=("crs.total", "cec.eligible"))
    causes = {change["date"]: [each["fact"] for each in change["causes"]] for change in found.to_dict()["changes"]}
    assert {day for day, facts in causes.items() if "age" in facts} == {
        f"{year}-11-18" for year in (2024, 2025, 2026, 2027)
    }
    assert "language_tests.valid" in causes["2024-10-20"]
    assert "language_tests.valid" in causes["2024-11-25"]
    assert causes["2027-08-16"] == ["credentials.counts"]
    assert "2024-06-03" in causes
    eligible = [row["date"] for row in found if row["fact"] == "cec.eligible" and row["after"] is False]
    assert eligible == ["2024-11-25"]


def test_the_days_are_as_they_would_be_by_the_rules_of_the_first() -> None:
    """The day of each change, and the day before it."""
    engine, profile, first = books.real_engine(), document(PVT), date(2024, 10, 1).toordinal()
    rows = list(ronde.open_book().ahead(PVT, as_of="2024-10-01", until="2024-11-30", facts="crs.total"))
    assert len(rows) == 4
    for row in rows[1:]:
        day = date.fromisoformat(row["date"]).toordinal()
        before, after = (
            engine.evaluate(profile, each, rules_of=first).trace.value("crs.total") for each in (day - 1, day)
        )
        assert (before, after) == (row["before"], row["after"])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_says_what_it_supposes(run: Run, lang: str) -> None:
    code, out, _ = run("history", str(PVT), *SPAN, "2023-07-20", "--lang", lang)
    assert code == 0
    assert {"en": "a job without an end goes on", "fr": "un emploi sans fin se poursuit"}[lang] in out
    assert {"en": "No change from July 5", "fr": "Aucun changement du 5 juillet"}[lang] in out


def test_data_are_those_of_a_history_and_both_ways_exclude_each_other(run: Run) -> None:
    code, out, _ = run("history", str(PVT), *SPAN, "2023-07-20", "--format", "json")
    assert code == 0
    assert [change["date"] for change in json.loads(out)["changes"]] == ["2023-07-05"]
    code, _, err = run("history", str(PVT), *SPAN, "2023-07-20", "--to", "2024-01-01")
    assert code == 2
    assert "[both-given]" in err
