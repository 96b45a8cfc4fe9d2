"""Every command on books that hold next to nothing: an answer, or a message with exit code 2; never a crash or silence.

The commands are those of the command line: a new one without words here fails.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator
from tests.conftest import Run
from tests.support import books

from ronde.cli.root import commands
from ronde.messages.dates import day_or_text
from ronde.read.places import data_folder
from ronde.read.structure import canonical_digest

DAY = "2016-05-04"
FACTS = {"answer": books.asked("yes_no"), "score": books.asked("number", at_least=0, at_most=100)}
TERMS = {
    "score": "score",
    "submitted": "submitted",
    "submitted_time": "submitted_time",
    "expires": "expires",
    "invited": "invited.{type}",
}
BOOKS = {
    "one input, on which nothing rests": {f"topic/{books.FIRST}.yaml": books.version(facts=FACTS)},
    "rounds by facts that no rule defines": {
        "book.yaml": {**books.BOOK, "rounds": TERMS},
        f"topic/{books.FIRST}.yaml": books.version(facts={"answer": books.asked("yes_no")}),
    },
    "rounds by facts of which one is defined": {
        "book.yaml": {**books.BOOK, "rounds": TERMS},
        f"topic/{books.FIRST}.yaml": books.version(facts=FACTS),
    },
    "no rule yet": {
        "book.yaml": {**books.BOOK, "rounds": TERMS},
        "topic/2020-02-03.yaml": books.version("2020-02-03", facts=FACTS),
    },
    "no headline that a rule defines": {
        "book.yaml": {**books.BOOK, "headlines": ["other"]},
        f"topic/{books.FIRST}.yaml": books.version(facts=FACTS),
        "topic/2020-02-03.yaml": books.version("2020-02-03", facts={**FACTS, "other": books.asked("yes_no")}),
    },
}
WORDS = {
    "ask": ("--blank", "--as-of", DAY),
    "evaluate": ("{profile}", "--as-of", DAY, "--trace"),
    "why": ("{profile}", "answer", "--as-of", DAY),
    "reach": ("{profile}", "answer", "--as-of", DAY),
    "verify": ("{receipts}",),
    "history": ("{profile}", "--to", DAY),
    "rules": ("--as-of", DAY),
    "facts": (),
    "rounds": (),
    "invited": ("{profile}",),
    "standing": ("{profile}", "--as-of", DAY),
    "export": ("--out", "{new}"),
    "site": ("--out", "{new}"),
    "serve": ("--host", "256.0.0.1"),
    "pool evaluate": ("{pool}", "--out", "{out}", "--as-of", DAY),
    "pool receipts": ("{pool}", "--out", "{new}.jsonl", "--as-of", DAY),
    "pool make": ("3", "--out", "{out}", "--as-of", DAY),
    "pool rank": ("{pool}", "--out", "{out}", "--as-of", DAY),
    "pool round": ("{pool}", "--type", "general", "--invitations", "1", "--as-of", DAY),
    "pool simulate": ("--from", "2016-01-01", "--to", DAY, "--out", "{new}"),
    "pool compare": ("{pool}", "2015-06-01", DAY),
    "diff": ("2015-06-01", DAY),
    "impact": ("2015-06-01", DAY, "--pool", "{pool}"),
    "check": (),
    "test": ("{case}",),
    "coverage": ("{case}", "--html", "{new}"),
    "review": ("HEAD",),
    "schemas": ("{new}",),
    "lsp": (),
    "init": ("{new}",),
    "new": ("topic", "2021-05-06", "--yes"),
    "set": ("topic", books.FIRST, "title/en", "Other", "--in-force", "--yes"),
    "case": ("{profile}", "--as-of", DAY, "--as-found"),
    "fmt": ("--yes",),
    "check-off": ("topic", books.FIRST, "--on", DAY, "--yes"),
}
"""What each command is asked; words in braces are files made for the test."""
ELSEWHERE = ("test", "lsp")
"""Cases are judged below; editors are served in tests/lsp."""


def every_command(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """Every command of the command line by its words."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= every_command(command, f"{before}{name} ")
        else:
            found[before + name] = command
    return found


def test_every_command_is_tried_here() -> None:
    """A new command needs an entry in WORDS."""
    assert sorted(every_command(commands("en"))) == sorted(WORDS)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Files that commands are given, and names for those they make."""
    (tmp_path / "profile.yaml").write_text("answer: true\n", encoding="utf-8")
    (tmp_path / "pool.jsonl").write_text('{"answer": true}\n', encoding="utf-8")
    (tmp_path / "cases").mkdir()
    case = "title: {en: one, fr: un}\nsource: made up\ncases:\n"
    case += f"  - {{name: one, as_of: {DAY}, profile: {{}}, expect: {{answer: unknown}}}}\n"
    (tmp_path / "cases" / "one.yaml").write_text(case, encoding="utf-8")
    (tmp_path / "receipts.jsonl").write_text("", encoding="utf-8")
    made = {
        "receipts": "receipts.jsonl",
        "profile": "profile.yaml",
        "pool": "pool.jsonl",
        "case": "cases",
        "out": "out.csv",
        "new": "new",
    }
    return {name: str(tmp_path / file) for name, file in made.items()}


def asked(name: str, files: dict[str, str], *more: str) -> list[str]:
    """The words of a command."""
    return [*name.split(), *(word.format(**files) for word in WORDS[name]), *more]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", [name for name in WORDS if name not in ELSEWHERE])
@pytest.mark.parametrize("book", BOOKS)
def test_a_small_book_is_answered_or_refused_in_words(
    run: Run, tmp_path: Path, files: dict[str, str], book: str, name: str, language: str
) -> None:
    """Exit code 0 with an answer, 1 with diagnostics (check alone), or 2 with a message and nothing written."""
    folder = books.write(tmp_path / "book", BOOKS[book])
    code, out, err = run(*asked(name, files, "--rulesets", str(folder), "--lang", language))
    assert code in ((0, 1) if name in ("check", "coverage") else (0, 2)), err
    assert "Traceback" not in err
    if code == 2:
        assert out == ""
        assert err.strip()
        assert not any(Path(files[each]).exists() for each in ("out", "new"))
    else:
        assert (out + err).strip()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_cases_of_a_small_book_are_judged(run: Run, tmp_path: Path, files: dict[str, str], language: str) -> None:
    """The command that runs cases, on the smallest book."""
    folder = books.write(tmp_path / "book", BOOKS["one input, on which nothing rests"])
    code, out, _ = run(*asked("test", files, "--rulesets", str(folder), "--lang", language))
    assert code == 0, out
    assert {"en": "1 case: 1 passed, 0 failed.", "fr": "1 cas\N{NO-BREAK SPACE}: 1 réussi, 0 en échec."}[
        language
    ] in out


def test_a_history_in_which_nothing_rests_on_the_day_is_told(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    """Once a `KeyError`: no fact of this book rests on the day, and still there is a first day and its answer."""
    folder = books.write(tmp_path / "book", BOOKS["one input, on which nothing rests"])
    code, out, err = run(*asked("history", files, "--rulesets", str(folder)))
    assert (code, err) == (0, "")
    assert "January 1, 2015" in out
    assert "text: yes" in out


def test_a_chart_of_a_history_without_numbers_is_refused(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    """The book has no rounds, and its answer is a yes or no: there is nothing to draw."""
    folder = books.write(tmp_path / "book", BOOKS["one input, on which nothing rests"])
    chart = ("--chart", str(tmp_path / "x.svg"))
    code, out, err = run(*asked("history", files, "--rulesets", str(folder), *chart))
    assert (code, out) == (2, "")
    assert "[history-none-chart]" in err


def test_a_headline_that_has_no_reasons_is_shown_all_the_same(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    """Once left out of the page, since a given answer has no lines below it."""
    folder = books.write(tmp_path / "book", BOOKS["one input, on which nothing rests"])
    for form in ("text", "md"):
        assert "text: yes" in run(*asked("evaluate", files, "--rulesets", str(folder), "--format", form))[1]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", ["text", "json", "md"])
def test_an_evaluation_without_any_answer_says_since_when_there_is_one(
    run: Run, tmp_path: Path, files: dict[str, str], form: str, language: str
) -> None:
    """No page without answers: the first day of the rules, or the day on which they were published."""
    late = books.write(tmp_path / "late", BOOKS["no headline that a rule defines"])
    words = asked("evaluate", files, "--format", form, "--lang", language)
    code, out, err = run(*words, "--rulesets", str(late))
    assert (code, out) == (2, "")
    assert "2020" in err
    plain = books.write(tmp_path / "plain", BOOKS["one input, on which nothing rests"])
    code, out, err = run(*words, "--rulesets", str(plain), "--known-on", "2014-06-01")
    assert (code, out) == (2, "")
    assert "2015" in err


LATE = {
    "book.yaml": {**books.BOOK, "headlines": ["answer", "other"]},
    f"topic/{books.FIRST}.yaml": books.version(facts=FACTS),
    "topic/2020-02-03.yaml": books.version("2020-02-03", facts={**FACTS, "other": books.asked("yes_no")}),
    "topic/2022-02-03.yaml": books.version("2022-02-03", facts=FACTS),
}


@pytest.mark.parametrize(
    ("day", "absent"),
    [
        ("2019-01-01", [{"fact": "other", "since": "2020-02-03"}]),
        ("2022-02-03", [{"fact": "other", "until": "2022-02-03"}]),
        ("2021-01-01", None),
    ],
)
def test_the_document_of_a_decision_lists_the_main_answers_that_are_not_defined(
    run: Run, tmp_path: Path, files: dict[str, str], day: str, absent: list[dict[str, str]] | None
) -> None:
    """Once left out without a word. The document is still of its schema, and its digest covers the list."""
    folder = str(books.write(tmp_path / "book", LATE))
    code, out, _ = run("evaluate", files["profile"], "--as-of", day, "--format", "json", "--rulesets", folder)
    document = json.loads(out)
    assert (code, document.get("absent")) == (0, absent)
    schema = json.loads((data_folder("schemas") / "decision.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(document)
    told = {key: value for key, value in document.items() if key not in ("digest", "machine", "slips")}
    assert canonical_digest(told) == document["digest"]


@pytest.mark.parametrize(("language", "said"), [("en", "is not defined"), ("fr", "n'est pas défini")])
def test_a_pool_says_which_main_answers_are_not_defined_and_since_when(
    run: Run, tmp_path: Path, files: dict[str, str], language: str, said: str
) -> None:
    """On one date, where the column is left out; with a date in each row, where it is empty; elsewhere none."""
    folder = str(books.write(tmp_path / "book", LATE))
    rows = [{"answer": True, "day": day} for day in ("2019-01-01", "2021-01-01")]
    Path(files["pool"]).write_text("".join(f"{json.dumps(each)}\n" for each in rows), encoding="utf-8")
    words = ("pool", "evaluate", files["pool"], "--out", files["out"], "--rulesets", folder, "--lang", language)
    ignoring = ("--ignore", "day", "--as-of")
    defined = [["2020-02-03", "2022-02-03"]]
    for more, days in (
        ((*ignoring, "2019-01-01"), ("2019-01-01", "2020-02-03")),
        (("--as-of-column", "day"), ("2020-02-03", "2022-02-03")),
    ):
        code, out, err = run(*words, *more)
        assert code == 0, err
        line = next(each for each in out.splitlines() if said in each)
        assert "other" in line
        assert all(day_or_text(day, language) in line for day in days)
        told = json.loads(run(*words, *more, "--format", "json")[1])
        assert told["absent"] == [{"fact": "other", "defined": defined}]
    code, out, _ = run(*words, *ignoring, "2021-01-01")
    assert code == 0
    assert said not in out
