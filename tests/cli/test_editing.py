"""The commands that change files: shown, asked for, checked first, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.conftest import Run
from tests.support import books

from ronde.check.whole import check_whole_book

AHEAD = "2199-01-02"
"""A day on which no test is run."""
TABLE = books.fact(type="money", table={"key": "size", "rows": {"1": 100, "2": 200}})
FACTS = {"size": books.asked("number", at_least=1, at_most=2), "answer": TABLE}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small book of two versions, the second not in force yet."""
    files = {f"topic/{day}.yaml": books.version(day, FACTS, checked=AHEAD) for day in (books.FIRST, AHEAD)}
    folder = books.write(tmp_path / "book", files)
    for file in (folder / "topic").iterdir():
        tree = yaml.safe_load(file.read_text(encoding="utf-8"))
        file.write_text(yaml.safe_dump(tree, sort_keys=False), encoding="utf-8")
    return folder


def test_a_figure_is_changed(run: Run, book: Path) -> None:
    """One line goes and one comes."""
    file = book / "topic" / f"{AHEAD}.yaml"
    before = file.read_text(encoding="utf-8")
    code, out, err = run("set", "topic", AHEAD, "answer/table/rows/2", "201", "--yes", "--rulesets", str(book))
    assert code == 0, err
    assert file.read_text(encoding="utf-8") == before.replace("200", "201")
    assert [line for line in out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("topic", AHEAD, "answer/2", "many"), "value-not-number"),
        (("topic", AHEAD, "title/en", "Other", "answer/2", "many"), "value-not-number"),
        (("topic", AHEAD, "answer/2", "3", "title/en"), "edit-pairs"),
        (("topic", AHEAD, "answer/key", "sizes"), "fact-unknown"),
        (("topic", AHEAD, "answer/9", "1"), "edit-path-unknown"),
        (("topics", AHEAD, "answer/2", "1"), "rules-topic-unknown"),
        (("topic", "2199-01-03", "answer/2", "1"), "edit-version-unknown"),
        (("topic", books.FIRST, "answer/2", "1"), "edit-in-force"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_would_break_the_book_is_not_written(
    run: Run, book: Path, words: tuple[str, ...], code: str, language: str
) -> None:
    """Nothing changes, and the reason is told at its place."""
    before = {path: path.read_bytes() for path in book.rglob("*.yaml")}
    got, out, err = run("set", *words, "--yes", "--rulesets", str(book), "--lang", language)
    assert (got, out) == (2, "")
    assert f"[{code}]" in err
    assert {path: path.read_bytes() for path in book.rglob("*.yaml")} == before


def test_a_version_in_force_is_changed_only_if_that_is_said(run: Run, book: Path) -> None:
    """Nobody may have relied on it yet."""
    words = ("set", "topic", books.FIRST, "answer/2", "201", "--yes", "--rulesets", str(book))
    assert run(*words)[0] == 2
    assert run(*words, "--in-force")[0] == 0


def test_a_version_of_a_past_day_is_free_until_it_is_filled_in(run: Run, book: Path) -> None:
    """Nobody can have relied on one that does not say when it was published; afterwards it is in force."""
    where = ("--yes", "--rulesets", str(book))
    gaps = [f"{key}/{each}" for key in ("note", "corrects") for each in ("fr", "en")]
    filled = [word for path in gaps for word in (path, "text")]
    assert run("new", "topic", books.FIRST, "--corrects", *where)[0] == 0
    assert run("set", "topic", books.FIRST, "answer/2", "202", *where)[0] == 0
    assert run("set", "topic", books.FIRST, "published", AHEAD, "checked", AHEAD, *filled, *where)[0] == 0
    code, _, err = run("set", "topic", books.FIRST, "answer/2", "203", *where)
    assert code == 2
    assert "[edit-in-force]" in err


def test_nobody_to_ask_is_no_yes(run: Run, book: Path) -> None:
    """A script says so by an option."""
    code, out, err = run("set", "topic", AHEAD, "answer/2", "201", "--rulesets", str(book))
    assert (code, out) == (2, "")
    assert "[edit-unasked]" in err


@pytest.mark.parametrize(("said", "wanted"), [("y\n", b"201"), ("n\n", b"200")])
def test_who_is_asked_decides(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch, said: str, wanted: bytes) -> None:
    """On a terminal."""
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: said.strip())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    run("set", "topic", AHEAD, "answer/2", "201", "--rulesets", str(book))
    assert wanted in (book / "topic" / f"{AHEAD}.yaml").read_bytes()


def test_a_comparison_with_the_sources_is_noted(run: Run, book: Path) -> None:
    """Only `checked` moves, also of a version in force."""
    file = book / "topic" / f"{books.FIRST}.yaml"
    before = file.read_text(encoding="utf-8")
    code, _, err = run("check-off", "topic", books.FIRST, "--on", "2031-02-03", "--yes", "--rulesets", str(book))
    assert code == 0, err
    assert file.read_text(encoding="utf-8") == before.replace(f"checked: '{AHEAD}'", "checked: '2031-02-03'")


@pytest.mark.parametrize("more", [(), ("--corrects",)])
def test_a_version_begun_is_filled_in_until_the_book_is_right(run: Run, book: Path, more: tuple[str, ...]) -> None:
    """`check` finds errors in it until then; every gap is filled by `set`; no day is begun twice without a word."""
    day, name = (AHEAD, f"{AHEAD}.1") if more else ("2198-03-04", "2198-03-04")
    where = ("--yes", "--rulesets", str(book))
    code, _, err = run("new", "topic", day, *more, *where)
    assert code == 0, err
    assert check_whole_book(book).diagnostics
    texts = ("note", "corrects") if more else ("note",)
    gaps = [
        ("published", AHEAD),
        ("checked", AHEAD),
        *((f"{key}/{each}", each) for key in texts for each in ("fr", "en")),
    ]
    assert sum(line.endswith("to fill in") for line in err.splitlines()) == len(gaps)
    assert f"{name}.yaml: written." in err
    for path, value in gaps:
        code, _, err = run("set", "topic", day, path, value, *where)
        assert code == 0, err
    assert not [each for each in check_whole_book(book).diagnostics if each.severity == "error"]
    if not more:
        assert "[edit-version-there]" in run("new", "topic", day, *where)[2]
