"""`ronde diff`: every pair of consecutive versions is told in a screen, and spelling alone is no difference."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

import ronde
from ronde.change.difference import between_days
from ronde.change.opened import Difference, difference
from ronde.change.page import SCREEN, changes_of, difference_page
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import ValidationError
from ronde.read.book import read_book

NAMES = ("BEFORE", "AFTER")
PARKING = Path(__file__).parents[2] / "examples" / "books" / "parking"


@pytest.mark.parametrize("folder", [None, PARKING])
def test_every_day_of_change_is_told_in_a_screen(folder: Path | None) -> None:
    engine = Engine(read_book(folder), Reference())
    for day in engine.history.change_dates:
        if day <= engine.history.first_date:
            continue
        pairs = tuple(between_days(engine, day - 1, day))
        found = Difference(str(date.fromordinal(day - 1)), str(date.fromordinal(day)), True, pairs)
        for language in ("en", "fr"):
            told = difference_page(found, language).text()
            assert pairs
            assert len(told.splitlines()) <= SCREEN + 12, (found.after, told)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2020-10-20", ["30 points, when: → 50 points, when:", "15 points, when: → 25 points, when:"]),
        ("2023-05-31", ["New topics", "Category: French proficiency", "Category: trade occupations"]),
        ("2025-03-25", ["The job offer no longer earns points", "Gone: Job offer"]),
    ],
)
def test_days_that_were_announced_read_alike(day: str, told: list[str]) -> None:
    before = date.fromisoformat(day) - timedelta(days=1)
    text = ronde.open_book().diff(before, day).text()
    for each in told:
        assert each in text


def test_the_same_day_twice_does_not_differ() -> None:
    found = ronde.open_book(PARKING).diff("2024-01-01", "2024-01-01")
    assert not found
    assert "Nothing differs." in found.text()
    assert "Rien ne diffère." in found.text("fr")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A book in a repository of git with one commit."""
    folder = tmp_path / "book"
    shutil.copytree(PARKING, folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "one")
    return folder


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def test_a_revision_is_compared_with_the_files_as_they_are(copy: Path) -> None:
    assert difference(copy, "main", None, NAMES).pairs == ()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("nowhere", None, "revision-unknown"),
        ("--all", None, "revision-unknown"),
        ("2024-01-01", "main", "diff-day-alone"),
        ("2024-01-01", None, "diff-day-alone"),
        ("1999-01-01", "2024-01-01", "date-before-book"),
    ],
)
def test_what_cannot_be_compared_is_refused(copy: Path, before: str, after: str | None, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        difference(copy, before, after, NAMES)
    assert [each.code for each in refused.value.diagnostics] == [code]


REPEALED = """\
title: {fr: Fin, en: End}
effective: 2025-09-01
published: 2025-08-01
checked: 2025-08-01
confidence: official
note: {fr: Le tarif prend fin., en: The rate ends.}
repealed: true
sources:
  - {id: council, title: {fr: Conseil, en: Council}}
"""


def test_a_topic_that_is_repealed_ends_on_its_day(copy: Path) -> None:
    topic = next(path for path in sorted(copy.iterdir()) if path.is_dir() and list(path.glob("2*.yaml")))
    (topic / "2025-09-01.yaml").write_text(REPEALED, encoding="utf-8")
    found = difference(copy, "main", None, NAMES)
    (change,) = changes_of(found, "en")
    assert (change.kind, change.since, change.note) == ("gone", "2025-09-01", "The rate ends.")
    assert change.after == f"{topic.name}/2025-09-01.yaml"
    assert "Gone: " in difference_page(found, "en").text()
    assert "not known" not in difference_page(found, "en").text()


def test_a_repository_without_commits_and_a_shallow_one_say_what_to_do(copy: Path, tmp_path: Path) -> None:
    empty, shallow = tmp_path / "empty", tmp_path / "shallow"
    shutil.copytree(PARKING, empty)
    git(empty, "init", "-q")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{copy}", str(shallow))
    for folder, revision, code in ((empty, "HEAD", "revision-none"), (shallow, "HEAD~1", "revision-shallow")):
        with pytest.raises(ValidationError) as refused:
            difference(folder, revision, None, NAMES)
        assert [each.code for each in refused.value.diagnostics] == [code]


def test_a_book_in_the_middle_of_an_edit_says_what_differs(copy: Path) -> None:
    broken = next(
        path for path in sorted(copy.rglob("*.yaml")) if path.name != "book.yaml" and "cases" not in str(path)
    )
    broken.write_text(broken.read_text() + "\n<<<<<<< HEAD\n\tx: [")
    with pytest.raises(ValidationError) as refused:
        difference(copy, "main", None, NAMES)
    last = refused.value.diagnostics[-1]
    assert last.code == "diff-unreadable"
    assert broken.relative_to(copy).as_posix() in str(last.params["files"])
