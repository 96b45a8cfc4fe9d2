"""Every command on a book without rounds, programs or people: it does its work, or says in one sentence why it cannot.

The commands are those of the command line, and what each is asked follows from its own words and options: a new one is
tried without being named here.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from tests.cli.test_small_books import every_command
from tests.conftest import Run
from tests.support import second_books

from ronde.cli.root import commands

COMMANDS = every_command(commands("en"))
REFUSED = {
    "reach": "reach-no-moves",
    "rounds": "rounds-none",
    "invited": "rounds-none",
    "standing": "rounds-none",
    "serve": "web-address-taken",
    "pool make": "rounds-none",
    "pool rank": "rounds-none",
    "pool round": "rounds-none",
    "pool simulate": "replay-no-rounds",
}
"""What the book has not, or what was asked for to be refused: all other commands do their work."""

OF_THE_CONSOLE = ("lsp",)
"""What speaks to a program over the standard output itself: tests/lsp starts it."""

FOUND = ("review",)
"""Commands that have something to say, with exit code 1: a version of the past was changed."""

SENTENCE = re.compile(r"\S+: [^\n]+[.)] \[(?P<code>[a-z-]+)\]\n")

VALUES = {
    "fact": "tax.net",
    "topic": "rates",
    "date": "2025-01-01",
    "before": "2022-06-01",
    "after": "2024-06-01",
    "first": "2022-06-01",
    "second": "2024-06-01",
    "count": "3",
    "revision": "HEAD",
    "--as-of": "2024-05-06",
    "--on": "2026-11-29",
    "--year": "2024",
    "--type": "general",
    "--invitations": "1",
    "--host": "256.0.0.1",
    "--blank": "",
    "--as-found": "",
    "--yes": "",
}
"""What words and options are given: a fact, a topic and days of this book; an address at which nothing can listen."""

OTHERWISE: dict[str, dict[str, str | None]] = {
    "impact": {"--as-of": None, "--pool": "people.jsonl"},
    "verify": {"file": "receipts.jsonl"},
    "pool receipts": {"--out": "made/made.jsonl"},
    "review": {"--out": "made/made.md"},
    "case": {"--out": "made/made.yaml"},
    "set": {"date": "2024-01-01", "changes": "title/en Rates --in-force"},
    "check-off": {"date": "2024-01-01"},
}
"""What some commands are given in their place: a form of file, a version that is there; None for what they refuse."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the book, a profile, a table of people and a file of receipts."""
    shutil.copytree(second_books.BOOKS["tax"], tmp_path / "book")
    (tmp_path / "made").mkdir()
    shutil.copy(second_books.profiles("tax")[0], tmp_path / "profile.yaml")
    people = '{"income.employment": 52000, "birth_date": "1980-02-29"}\n'
    (tmp_path / "people.jsonl").write_text(people, encoding="utf-8")
    (tmp_path / "receipts.jsonl").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def changed_since_a_commit(folder: Path) -> None:
    """Put the book under version control, then change a rate."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "-q"), ("add", "book"), (*who, "commit", "-qm", "as it was")):
        subprocess.run(["git", *words], cwd=folder, check=True)
    rates = folder / "book" / "rates" / "2024-01-01.yaml"
    rates.write_text(rates.read_text(encoding="utf-8").replace("rate: 27.5%", "rate: 28%"), encoding="utf-8")


def words_of(name: str) -> list[str]:
    """A command with all that it must be given, and those of its options that are named above."""
    files = {"profile": "profile.yaml", "source": "people.jsonl", "file": "made/made", "folder": "made/made"}
    values = {**VALUES, **files, "--out": "made/made.csv", **OTHERWISE.get(name, {})}
    words = name.split()
    for each in COMMANDS[name].params:
        option = isinstance(each, click.Option)
        value = values.get(each.opts[0] if option else str(each.name))
        if value is not None and (option or each.required or each.name in ("after", "file", "changes")):
            words += [*(each.opts[:1] if option else ()), *value.split()]
    return words


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in OF_THE_CONSOLE])
def test_a_command_does_its_work_or_says_why_it_cannot(here: Path, run: Run, name: str, language: str) -> None:
    if name == "review":
        changed_since_a_commit(here)
    ours = any("--rulesets" in each.opts for each in COMMANDS[name].params)
    code, out, err = run(*words_of(name), *(("--rulesets", "book") if ours else ()), "--lang", language)
    if name in REFUSED:
        assert (code, out, list((here / "made").iterdir())) == (2, "", [])
        said = SENTENCE.fullmatch(err)
        assert said is not None, err
        assert said["code"] == REFUSED[name]
    else:
        assert code == int(name in FOUND), err
        assert "Traceback" not in err
        assert out + err


def test_cases_are_those_of_the_book_that_is_named(here: Path, run: Run) -> None:
    """Also beside a folder of cases of another book."""
    (here / "tests" / "cases").mkdir(parents=True)
    other = {"title": {"en": "x", "fr": "x"}, "source": "x", "cases": [{"name": "x", "expect": {"other": 1}}]}
    (here / "tests" / "cases" / "other.yaml").write_text(json.dumps(other), encoding="utf-8")
    code, out, _ = run("test", "--rulesets", "book")
    assert (code, ", 0 failed" in out) == (0, True)
    assert run("test", "tests/cases", "--rulesets", "book")[0] != 0
