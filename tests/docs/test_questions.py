"""The page of questions is true: each command is run, and says what the page shows of it, word for word."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

from tests.conftest import Run
from tests.reach.test_reach import changed, example

import ronde

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import nearest  # noqa: E402  # a tool, found by the path above

PAGE = nearest.PAGE.read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| \[(?P<question>[^]]+)\]\(#(?P<place>[^)]+)\) \| `ronde (?P<command>.+?)` \| (?P<answer>.+) \|$", re.M
)
PART = re.compile(
    r"^### (?P<question>.+)\n\n```sh\nronde (?P<command>.+)\n```\n\n```text\n(?P<shown>[^`]+)\n```\n", re.M
)
GAP = re.compile(r"^\| (?P<subject>[^|[]+) \| `ronde (?P<command>.+?)` \| (?P<shown>.+) \| (?P<why>.+) \|$", re.M)
NUMBER = re.compile(r"\d+(?: \d{3})*(?:,\d+)?")
OMITTED = "\n…\n"


class Asked(NamedTuple):
    question: str
    place: str
    command: str
    answer: str


ROWS = [Asked(*found.groups()) for found in ROW.finditer(PAGE)]


def plain(text: str) -> str:
    """A text without its line breaks and marks, whatever its spaces."""
    return " ".join(re.sub(r"[✓✗?·] ", " ", text).split())


def test_every_command_says_what_the_page_shows_of_it(run: Run) -> None:
    """So do the numbers of the answer in one line: none stands there that the command does not say."""
    parts = list(PART.finditer(PAGE))
    assert len(parts) == PAGE.count("\n### ") == len(ROWS) > 45
    shown = [(part["command"], part["shown"]) for part in parts]
    gaps = [(gap["command"], gap["shown"]) for gap in GAP.finditer(PAGE)]
    assert len(gaps) > 5
    shown += gaps
    commands = dict.fromkeys(command for command, _ in shown)
    said = {each: plain(" ".join(run(*shlex.split(each), "--lang", "fr")[1:])) for each in commands}
    untrue = [
        (command, each) for command, text in shown for each in text.split(OMITTED) if plain(each) not in said[command]
    ]
    assert untrue == []
    assert [row for row in ROWS if set(NUMBER.findall(plain(row.answer))) - numbers(said[row.command])] == []


def numbers(text: str) -> set[str]:
    return {*NUMBER.findall(text), *re.findall(r"\d+", text)}


def test_the_table_leads_to_each_answer_in_its_order() -> None:
    parts = [(part["question"], part["command"]) for part in PART.finditer(PAGE)]
    assert [(row.question, row.command) for row in ROWS] == parts
    assert [row.place for row in ROWS] == [place(row.question) for row in ROWS]
    assert len({row.place for row in ROWS}) == len(ROWS)


def place(heading: str) -> str:
    """Where a page on GitHub puts a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_nearest_ways_are_those_that_are_found_and_each_is_so() -> None:
    """If the table has drifted, tools/nearest.py writes it again."""
    book = ronde.open_book()
    found = nearest.looked_for(book)
    assert nearest.put(PAGE, nearest.table(found)) == PAGE
    for name, each in found.items():
        assert each.holds or each.ways
        for way in each.ways[: nearest.MOST]:
            then = book.evaluate(changed(example(name), way["changes"]), as_of=way["day"] or nearest.DAY)
            assert {fact: then[fact].value for fact in way["values"]} == way["values"]


def test_the_page_is_linked() -> None:
    assert "docs/questions.fr.md" in (ROOT / "README.md").read_text(encoding="utf-8")
