"""A small book with cases and a profile around it, opened as an editor has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ronde.api.workspace import Site, Workspace

BOOK = """title: {fr: Livre, en: Book}
first_date: 2015-01-01
disclaimer: {fr: x, en: x}
headlines: [fee, waived]
currency: {fr: $, en: $}
"""
HEAD = """title: {fr: Droits, en: Fees}
effective: DAY
published: DAY
checked: 2030-01-01
confidence: official
sources:
  - id: act
    title: {fr: Loi sur les droits élevés, en: Fees Act}
    provision: {fr: art. 3, en: section 3}
"""
FIRST = (
    HEAD.replace("DAY", "2015-01-01")
    + """facts:
  fee:
    label: {fr: Droits à payer, en: Fee to pay}
    source: act
    type: money
    table:
      key: person.size
      rows:
        1: 100
        2: 150
      beyond: {each: 25}
  waived:
    label: {fr: Sans frais, en: Waived}
    source: act
    any:
      - {fact: person.status, is: student}
      - {fact: fee, at_most: {fact: allowance}}
      - {fact: busy, is: true}
      - {fact: trade, in: [A1]}
  busy: {label: {fr: Occupée, en: Busy}, source: act, exists: {in: jobs, where: {fact: jobs.full, is: true}}}
  allowance: {label: {fr: Abattement, en: Allowance}, source: act, type: money, value: 80}
"""
)
SECOND = FIRST.replace("2015-01-01", "2020-05-01").replace("1: 100", "1: 120").replace("value: 80", "value: 90")
PEOPLE = (
    HEAD.replace("DAY", "2015-01-01")
    + """records:
  jobs: {label: {fr: Emplois, en: Jobs}, source: act}
lists:
  trades:
    label: {fr: Métiers, en: Trades}
    items:
      "100": {fr: Épicière, en: Grocer}
      A1: {fr: Boulanger, en: Baker}
facts:
  person.size:
    label: {fr: Taille du ménage, en: Household size}
    source: act
    type: number
    input: {question: {fr: Combien?, en: How many?}, at_least: 1, at_most: 20}
  person.status:
    label: {fr: Situation, en: Status}
    source: act
    type: choice
    choices: {student: {fr: étudiante ou étudiant, en: student}, other: {fr: autre, en: other}}
    input: {question: {fr: Laquelle?, en: Which?}}
  trade:
    label: {fr: Métier, en: Trade}
    source: act
    type: code
    input: {question: {fr: Lequel?, en: Which?}, list: trades}
  jobs.full:
    label: {fr: À temps plein, en: Full time}
    source: act
    on: jobs
    type: yes_no
    input: {question: {fr: "Plein?", en: "Full?"}}
"""
)
CASES = """title: {fr: Cas, en: Cases}
source: made up
cases:
  - name: one person
    as_of: 2019-01-01
    profile: {person: {size: 1, status: other}, jobs: [{full: true}]}
    expect: {fee: 100}
  - name: one person later
    as_of: 2021-01-01
    profile: {person.size: 1}
    expect: {fee: 120}
  - name: somebody
    as_of: 2021-01-01
    profile: {}
    expect: {fee: {at_least: 120, at_most: 600}}
"""
PROFILE = "person:\n  size: 2\n  status: student\njobs:\n  - full: false\n"
FILES = {
    "book/book.yaml": BOOK,
    "book/fees/2015-01-01.yaml": FIRST,
    "book/fees/2020-05-01.yaml": SECOND,
    "book/people/2015-01-01.yaml": PEOPLE,
    "tests/cases/fees.yaml": CASES,
    "examples/one.yaml": PROFILE,
    "other/compose.yaml": "services: {fee: {image: fee}}\n",
}


class Opened:
    """The book, and places in its files given by some of their words, with a bar where the cursor is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workspace = Workspace(root / "book", [root])

    def path(self, name: str) -> Path:
        """A file."""
        return self.root / name

    def at(self, name: str, words: str) -> tuple[Path, int]:
        """A file and the character of it at which the cursor stands."""
        before, _, after = words.partition("|")
        text = self.workspace.text(self.path(name)) or ""
        assert before + after in text, words
        return self.path(name), text.index(before + after) + len(before)

    def write(self, name: str, old: str, new: str) -> tuple[Path, int]:
        """Put other words in a file that is open: the file, and the character at which the cursor then stands."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, old
        at = text.index(old) + new.index("|")
        self.workspace.write(self.path(name), text.replace(old, new.replace("|", ""), 1))
        return self.path(name), at


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """The book in a folder of its own."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Opened(tmp_path)


Told = Callable[[list[Site]], list[tuple[str, int, str]]]


@pytest.fixture
def told(opened: Opened) -> Told:
    """Where names stand: by file, line, and what is written there."""

    def found(sites: list[Site]) -> list[tuple[str, int, str]]:
        return [
            (
                site.path.relative_to(opened.root).as_posix(),
                site.text.count("\n", 0, site.span.start) + 1,
                site.text[site.span.start : site.span.end],
            )
            for site in sites
        ]

    return found
