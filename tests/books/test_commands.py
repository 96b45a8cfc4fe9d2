"""Every command answers on the second books, in both languages: pages, documents of their schemas, charts, cautions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cli.test_small_books import every_command
from tests.conftest import Run
from tests.support import second_books

from ronde.cli.root import commands
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.explain.reasons import why
from ronde.read.places import data_folder
from ronde.read.structure import canonical_digest, parse

DAY, LATE = "2024-03-01", "2026-10-01"
CAUTIONED = {"grant": ("grant.amount", "amount"), "parking": ("visitors.booklets", "visitors")}
"""A fact of each book that rests on a version of which only the existence is known on the late day, and its topic."""
NAMES = list(CAUTIONED)
PEOPLE = {
    "grant": {
        "faculty": "SCI",
        "distance": 300,
        "family_income": 20000,
        "entered_on": "2024-01-10",
        "had_grant": False,
    },
    "parking": {"lives_in": "OLD", "resident_since": "2020-01-01", "garage_spaces": 0},
}
WORDS = {
    "evaluate": ("{profile}", "--trace", "--as-of", DAY),
    "why": ("{profile}", "{fact}", "--as-of", DAY),
    "history": ("{profile}", "--to", DAY, "--chart", "{chart}"),
    "rules": ("--as-of", DAY),
    "facts": (),
    "export": ("--out", "{new}"),
    "site": ("--out", "{new}"),
    "pool evaluate": ("{pool}", "--out", "{out}", "--as-of", DAY),
    "pool receipts": ("{pool}", "--out", "{new}.jsonl", "--as-of", DAY),
    "pool compare": ("{pool}", "2022-08-01", DAY),
    "impact": ("2022-08-01", DAY, "--pool", "{pool}", "--chart", "{chart}"),
    "rounds": ("--chart", "{chart}"),
    "invited": ("{profile}",),
    "standing": ("{profile}", "--as-of", DAY),
    "pool make": ("30", "--out", "{out}", "--as-of", "2024-01-22"),
    "pool rank": ("{pool}", "--out", "{out}", "--as-of", DAY),
    "pool round": ("{pool}", "--type", "first", "--invitations", "1", "--as-of", "2024-01-22"),
    "pool simulate": ("--year", "2024", "--pool", "{pool}", "--out", "{new}", "--chart", "{chart}"),
}
OF_ROUNDS = ("rounds", "invited", "standing", "pool make", "pool rank", "pool round", "pool simulate")
WITHOUT = ("[rounds-none]", "[replay-no-rounds]", "[pool-none]", "[population-none]")
"""What is said of a book without rounds, published pools and assumptions about people."""
ELSEWHERE = {
    "check",
    "test",
    "coverage",
    "diff",
    "review",
    "init",
    "schemas",
    "lsp",
    "new",
    "set",
    "check-off",
    "fmt",
    "case",
    "verify",
    "serve",
    "ask",
    "reach",
}
"""Tried in test_checks_and_cases.py, in tests/coverage, tests/change, tests/editing and tests/receipts (on these
books), in tests/ask, tests/reach and tests/lsp, and in tests/cli."""


def test_every_command_is_tried_here() -> None:
    """A new command needs an entry."""
    assert set(every_command(commands("en"))) == {*WORDS, *ELSEWHERE}


def files(folder: Path, name: str) -> dict[str, str]:
    """Files that commands are given, and names for those they make."""
    pool = folder / "pool.jsonl"
    pool.write_text(f"{json.dumps(PEOPLE[name])}\n" * 3, encoding="utf-8")
    return {
        "profile": str(second_books.profiles(name)[0]),
        "fact": CAUTIONED[name][0],
        "pool": str(pool),
        **{kind: str(folder / file) for kind, file in (("chart", "c.svg"), ("out", "out.csv"), ("new", "new"))},
    }


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", ["text", "json", "md"])
@pytest.mark.parametrize("command", WORDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_command_answers(run: Run, tmp_path: Path, name: str, command: str, form: str, language: str) -> None:
    """With exit code 0, and every file that it was asked for; of a book without rounds that it has none."""
    made = files(tmp_path, name)
    words = [*command.split(), *(word.format(**made) for word in WORDS[command])]
    if command not in ("export", "site") and (command, form) != ("pool evaluate", "md"):
        words += ["--format", form]
    code, out, err = run(*words, "--rulesets", str(second_books.BOOKS[name]), "--lang", language)
    if command in OF_ROUNDS and second_books.history(name).rounds_terms is None:
        assert (code, out) == (2, "")
        assert any(code in err for code in WITHOUT)
        return
    assert code == 0, err
    assert out + err or command == "export"
    assert "$" not in out.replace("$schema", "") or name == "parking"
    assert all(Path(made[kind]).exists() for kind in ("chart", "out", "new") if f"{{{kind}}}" in WORDS[command])


@pytest.mark.parametrize("name", NAMES)
def test_a_decision_is_a_document_of_its_schema(run: Run, name: str) -> None:
    """Of every example profile, and its digest covers it."""
    schema = json.loads((data_folder("schemas") / "decision.schema.json").read_text(encoding="utf-8"))
    for path in second_books.profiles(name):
        for day in (DAY, LATE):
            words = ("evaluate", str(path), "--as-of", day, "--rulesets", str(second_books.BOOKS[name]))
            document = json.loads(run(*words, "--format", "json")[1])
            Draft202012Validator(schema).validate(document)
            told = {key: value for key, value in document.items() if key not in ("digest", "machine", "slips")}
            assert canonical_digest(told) == document["digest"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_every_fact_has_a_reason(name: str, language: str) -> None:
    """Of the candidate, for every example profile on every day that changes the rules, in words of that language."""
    engine = Engine(second_books.history(name), Reference())
    for path in second_books.profiles(name):
        for day in (each for each in engine.history.change_dates if each >= engine.history.first_date):
            decision = engine.evaluate(parse(path.read_bytes(), path.name), day)
            for fact, about in decision.plan.facts.items():
                if about.record is None:
                    assert why(decision, fact, language).text.startswith(about.label[language])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_what_rests_on_an_unread_version_says_so_everywhere(run: Run, tmp_path: Path, name: str, language: str) -> None:
    """As a decision, as reasons, through time, in the list of the rules, and for many."""
    made, (fact, topic) = files(tmp_path, name), CAUTIONED[name]
    version = next(each for each in second_books.history(name).versions[topic] if "missing" in each.document.tree)
    missing = version.document.tree["missing"][language]
    for words in (
        ("evaluate", made["profile"], "--full", "--as-of", LATE),
        ("why", made["profile"], fact, "--as-of", LATE),
        ("history", made["profile"], "--fact", fact, "--from", "2026-08-01", "--to", LATE),
        ("rules", topic, "--as-of", LATE),
        ("pool", "evaluate", made["pool"], "--facts", fact, "--out", made["out"], "--as-of", LATE),
    ):
        code, out, err = run(*words, "--rulesets", str(second_books.BOOKS[name]), "--lang", language)
        assert code == 0, err
        assert missing in out + err, words
