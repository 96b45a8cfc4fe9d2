"""A policy editor's changes on copies of the second books: the checks stay quiet, and only the cases that must turn red
do. A figure changes, a fact is added, a topic is added; and a figure is spoilt, which the cases notice."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support import second_books

from ronde.cases.cases import read_cases
from ronde.cases.judge import judge
from ronde.check.whole import check_whole_book
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import Severity
from ronde.read.book import read_book

DAY = "2027-01-01"
TOPIC = """title: {{fr: Un sujet de plus, en: One topic more}}
effective: {day}
published: {day}
checked: {day}
confidence: recalled
sources: [{{id: memo, title: {{fr: Note imaginaire, en: Imaginary memo}}}}]
facts:
"""
FACT = """  {name}:
    label: {{fr: Un fait de plus, en: One fact more}}
    source: {source}
    all: [{condition}]
"""
CASES = """title: {{fr: Cas du changement, en: Cases of the change}}
source: the imaginary memo
cases:
  - {{name: the day before, as_of: 2026-12-31, profile: {profile}, expect: {{{fact}: {before}}}}}
  - {{name: the day of the change, as_of: {day}, profile: {profile}, expect: {{{fact}: {after}}}}}
"""


@dataclass(frozen=True)
class Edit:
    """What is changed in a book: the newest whole version of a topic, a figure of it as written and as it becomes, for
    which profile which fact then changes from what to what, a condition for a fact more, true of that profile, and the
    cases that must notice if the figure is changed in place."""

    topic: str
    version: str
    source: str
    figure: tuple[str, str]
    profile: str
    fact: str
    answers: tuple[object, object]
    condition: str
    noticed: frozenset[str]


EDITS = {
    "parking": Edit(
        "permit/validity",
        "2024-03-01",
        "bylaw",
        ("years: 2, days: -1", "years: 3, days: -1"),
        "{}",
        "permit.full_term",
        ("2028-12-30", "2029-12-31"),
        "{fact: permit.full_term, after: 2027-01-01}",
        frozenset({"a permit of two years", "the permit ends with the residence"}),
    ),
    "grant": Edit(
        "bonus",
        "2023-09-01",
        "rules",
        ("- otherwise: 10", "- otherwise: 15"),
        "{distance: 4000}",
        "bonus.distance",
        (10, 15),
        "{fact: distance, at_least: 4000}",
        frozenset({"distance, both sides of each bound, and the total with its cap"}),
    ),
}


def copied(name: str, folder: Path) -> Path:
    """A copy of a book."""
    return shutil.copytree(second_books.BOOKS[name], folder / "book")


def reds(book: Path) -> tuple[list[str], set[str]]:
    """What the checks find in a book, and the names of its cases that do not hold, without their positions."""
    diagnostics = check_whole_book(book).diagnostics
    found = [f"{each.code} {each.location}" for each in diagnostics if each.severity is not Severity.ADVICE]
    engine = Engine(read_book(book), Reference())
    cases = [case for path in sorted((book / "cases").glob("*.yaml")) for case in read_cases(path).cases]
    return found, {case.name.partition(" [")[0] for case in cases if judge(case, engine)}


def newest(book: Path, edit: Edit) -> str:
    """The newest version of the topic of an edit, as it would be written for the day of the change."""
    text = (book / edit.topic / f"{edit.version}.yaml").read_text(encoding="utf-8")
    dated = [line for line in text.splitlines() if not line.startswith(("effective:", "published:", "checked:"))]
    return "\n".join([f"effective: {DAY}", f"published: {DAY}", f"checked: {DAY}", *dated]) + "\n"


def add(book: Path, path: str, text: str) -> None:
    """A new file of a book."""
    file = book / path
    assert not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def asked_for(book: Path, fact: str) -> None:
    """A fact that nothing else rests on: the book says that people ask for it."""
    with (book / "book.yaml").open("a", encoding="utf-8") as file:
        file.write(f"answers: [{fact}]\n")


def cases(edit: Edit, fact: str, before: object, after: object) -> str:
    """Cases of the day before a change and of its day."""
    return CASES.format(profile=edit.profile, fact=fact, before=before, after=after, day=DAY)


@pytest.mark.parametrize("name", EDITS)
def test_a_figure_changes(tmp_path: Path, name: str) -> None:
    """A new version with another figure; the cases of before hold, and those of the change too."""
    book, edit = copied(name, tmp_path), EDITS[name]
    text = newest(book, edit)
    assert text.count(edit.figure[0]) == 1
    add(book, f"{edit.topic}/{DAY}.yaml", text.replace(*edit.figure))
    add(book, "cases/change.yaml", cases(edit, edit.fact, *edit.answers))
    assert reds(book) == ([], set())


@pytest.mark.parametrize("name", EDITS)
def test_a_fact_is_added(tmp_path: Path, name: str) -> None:
    book, edit = copied(name, tmp_path), EDITS[name]
    asked_for(book, "one_more")
    more = FACT.format(name="one_more", source=edit.source, condition=edit.condition)
    add(book, f"{edit.topic}/{DAY}.yaml", newest(book, edit) + more)
    add(book, "cases/change.yaml", cases(edit, "one_more", "absent", "true"))
    assert reds(book) == ([], set())


@pytest.mark.parametrize("name", EDITS)
def test_a_topic_is_added(tmp_path: Path, name: str) -> None:
    book, edit = copied(name, tmp_path), EDITS[name]
    asked_for(book, "one_more")
    more = FACT.format(name="one_more", source="memo", condition=edit.condition)
    add(book, f"one_more/{DAY}.yaml", TOPIC.format(day=DAY) + more)
    add(book, "cases/change.yaml", cases(edit, "one_more", "absent", "true"))
    assert reds(book) == ([], set())


@pytest.mark.parametrize("name", EDITS)
def test_a_figure_that_is_spoilt_is_noticed_by_the_cases_that_hold_it(tmp_path: Path, name: str) -> None:
    """In place, as by mistake: the checks cannot know it, and no other case turns red."""
    book, edit = copied(name, tmp_path), EDITS[name]
    file = book / edit.topic / f"{edit.version}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(*edit.figure), encoding="utf-8")
    assert reds(book) == ([], edit.noticed)


@pytest.mark.parametrize("name", EDITS)
def test_a_topic_that_names_what_is_not_there_is_found(tmp_path: Path, name: str) -> None:
    """A slip of the pen in a new topic: the check says so at its place."""
    book = copied(name, tmp_path)
    asked_for(book, "one_more")
    more = FACT.format(name="one_more", source="memo", condition="{fact: no_such_fact, is: true}")
    add(book, f"one_more/{DAY}.yaml", TOPIC.format(day=DAY) + more)
    codes = {each.code for each in check_whole_book(book).diagnostics}
    assert codes == {"fact-unknown"}
