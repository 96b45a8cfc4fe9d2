"""A case begun from a profile: it holds the profile as it was written, and is judged as any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books, second_books

from ronde.read.structure import parse

DAY = "2016-05-04"
PROFILES = [(name, path) for name in second_books.BOOKS for path in second_books.profiles(name)]


@pytest.mark.parametrize(("name", "path"), PROFILES, ids=lambda each: getattr(each, "stem", each))
def test_a_case_as_found_passes_as_it_stands(run: Run, tmp_path: Path, name: str, path: Path) -> None:
    """Of every profile of the example books: answers, what is missing and cautions."""
    out = tmp_path / "cases" / "found.yaml"
    out.parent.mkdir()
    words = ("--rulesets", str(second_books.BOOKS[name]))
    assert run("case", str(path), "--as-of", "2024-03-01", "--as-found", "--out", str(out), *words)[0] == 0
    assert run("test", str(out), *words)[:2] == (0, "1 case: 1 passed, 0 failed.\n")
    assert run("fmt", "--check", str(out))[0] == 0
    case = parse(out.read_bytes(), "").tree["cases"][0]  # type: ignore[call-overload, index]
    assert case["profile"] == parse(path.read_bytes(), "").tree  # type: ignore[index, call-overload]


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A book of one question and one answer."""
    facts = {
        "size": books.asked("number", at_least=1, at_most=2),
        "answer": books.fact(type="money", table={"key": "size", "rows": {"1": 100, "2": 200}}),
    }
    return str(books.write(tmp_path / "book", {f"topic/{books.FIRST}.yaml": books.version(facts=facts)}))


@pytest.mark.parametrize("profile", ["# of one\nsize: 1 # one\n", "{size: 1}", '{\n\t"size": 1\n}\n', "size:   1\r\n"])
def test_answers_are_left_to_the_source(run: Run, book: str, tmp_path: Path, profile: str) -> None:
    """Whatever way the profile is written: each gap is named, and until it is filled in the case is refused."""
    given, out = tmp_path / "one.yaml", tmp_path / "case.yaml"
    given.write_text(profile, encoding="utf-8")
    code, _, err = run("case", str(given), "--as-of", DAY, "--expect", "answer", "--out", str(out), "--rulesets", book)
    assert code == 0, err
    lines = out.read_text(encoding="utf-8").splitlines()
    gaps = [number for number, line in enumerate(lines, 1) if f"{out}:{number}:" in err]
    assert gaps == [number for number, line in enumerate(lines, 1) if ":  #" in line]
    assert ("# of one" in out.read_text(encoding="utf-8")) == ("# of one" in profile)
    for number in gaps[:-1]:
        lines[number - 1] = lines[number - 1].replace(":  #", ": said  #")
    out.write_text("\n".join(lines), encoding="utf-8")
    code, _, err = run("test", str(out), "--rulesets", book)
    assert code == 2
    assert f"{out}:{gaps[-1]}:" in err
    assert "case-answer-empty" in err
    out.write_text("\n".join(lines).replace("answer:", "answer: 100"), encoding="utf-8")
    assert run("test", str(out), "--rulesets", book)[0] == 0


def test_a_schema_beside_the_file_is_named(run: Run, book: str, tmp_path: Path) -> None:
    """By its path from there; on standard output there is no file to name it from."""
    given, out = tmp_path / "one.json", tmp_path / "cases" / "case.yaml"
    given.write_text(json.dumps({"size": 1}), encoding="utf-8")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "cases.schema.json").write_text("{}", encoding="utf-8")
    out.parent.mkdir()
    words = ("case", str(given), "--as-of", DAY, "--rulesets", book)
    assert run(*words, "--out", str(out))[0] == 0
    line = "# yaml-language-server: $schema=../schemas/cases.schema.json"
    assert out.read_text(encoding="utf-8").splitlines()[0] == line
    assert out.read_text(encoding="utf-8") == f"{line}\n{run(*words)[1]}"
    code, _, err = run(*words, "--out", str(out), "--yes")
    assert code == 2
    assert "case-there" in err


def test_a_fact_that_is_never_there_is_refused(run: Run, book: str, tmp_path: Path) -> None:
    """With the one that was meant; and so is a profile that is none."""
    given = tmp_path / "one.yaml"
    for profile, fact, code in (("size: 1", "answr", "absent-never"), ("size: 3", "answer", "value-out-of-bounds")):
        given.write_text(profile, encoding="utf-8")
        done, out, err = run("case", str(given), "--as-of", DAY, "--expect", fact, "--rulesets", book)
        assert (done, out) == (2, "")
        assert f"[{code}]" in err


def test_answers_that_are_said_are_held(run: Run, book: str, tmp_path: Path) -> None:
    """With their source nothing is left to fill in; another case is added to the file, and only that."""
    given, out = tmp_path / "one.yaml", tmp_path / "case.yaml"
    given.write_text("size: 1\n", encoding="utf-8")
    words = ("case", str(given), "--as-of", DAY, "--out", str(out), "--rulesets", book)
    code, _, err = run(*words, "--expect", "answer=100", "--source", "s. 3: the table")
    assert code == 0, err
    assert "to fill in" not in err
    before = out.read_text(encoding="utf-8")
    more = ("--expect", "answer={at_least: 100, at_most: 200}", "--name", "bounded", "--source", "s. 4")
    code, shown, err = run(*words, *more, "--yes")
    assert code == 0, err
    after = out.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after[len(before) :].splitlines() == [line[1:] for line in shown.splitlines()[3:] if line[0] == "+"]
    assert run("fmt", "--check", str(out))[0] == 0
    code, shown, _ = run("test", str(out), "--rulesets", book)
    assert (code, shown.splitlines()[-1]) == (1, "2 cases: 1 passed, 1 failed.")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("answer=many",), "value-not-number"),
        (("answer={at_least: 1, at_most: many}",), "value-not-number"),
        (("answer=[1, 2]",), "value-not-number"),
        (("answer=",), "case-answer-empty"),
        (("answer=1.234",), "value-decimals"),
        (("answr=1",), "absent-never"),
        (("answer=1", "answer=2"), "case-answers-two"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_answer_that_cannot_be_is_refused(
    run: Run, book: str, tmp_path: Path, words: tuple[str, ...], code: str, language: str
) -> None:
    """In words, at its fact, and nothing is written."""
    given, out = tmp_path / "one.yaml", tmp_path / "case.yaml"
    given.write_text("size: 1\n", encoding="utf-8")
    options = [part for word in words for part in ("--expect", word)]
    done, said, err = run(
        "case", str(given), "--as-of", DAY, *options, "--out", str(out), "--rulesets", book, "--lang", language
    )
    assert (done, said, out.exists()) == (2, "", False)
    assert f"[{code}]" in err


def test_nobody_to_ask_adds_nothing(run: Run, book: str, tmp_path: Path) -> None:
    """A script says so by an option, as for any change of a file."""
    given, out = tmp_path / "one.yaml", tmp_path / "case.yaml"
    given.write_text("size: 1\n", encoding="utf-8")
    out.write_text("cases: []\n", encoding="utf-8")
    code, _, err = run("case", str(given), "--as-of", DAY, "--out", str(out), "--rulesets", book)
    assert (code, out.read_text(encoding="utf-8")) == (2, "cases: []\n")
    assert "[edit-unasked]" in err
