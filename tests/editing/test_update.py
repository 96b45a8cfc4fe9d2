"""`ronde test --update`: what is expected becomes what is answered, those letters alone, once somebody has said so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books

HEAD = "title: {fr: a, en: a}\nsource: a\ncases:\n"
CASE = "  - name: %s\n    as_of: 2016-01-01\n    profile: %s\n    expect:\n%s"


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A book whose one answer is asked back, with a text, a choice, a fact of records, and a figure that changes."""
    facts = {
        "size": books.asked("number", at_least=0, at_most=99),
        "answer": books.fact(value={"fact": "size"}),
        "free": books.fact(type="yes_no", all=[{"fact": "size", "at_least": 10}]),
        "word": books.fact(
            type="choice",
            choices={"little": books.TEXTS, "much": books.TEXTS},
            choose=[{"when": {"fact": "size", "at_least": 10}, "value": "much"}, {"otherwise": "little"}],
        ),
        "jobs.hours": books.asked("number", at_least=0, at_most=99, on="jobs"),
        "jobs.full": books.fact(on="jobs", all=[{"fact": "jobs.hours", "at_least": 30}]),
    }
    files = {
        "topic/2015-01-01.yaml": books.version(facts=facts, records={"jobs": books.record()}),
        "fee/2015-01-01.yaml": books.version(facts={"fee": books.fact(type="money", value=1)}),
        "fee/2020-01-01.yaml": books.version("2020-01-01", {"fee": books.fact(type="money", value=2)}),
    }
    return str(books.write(tmp_path / "book", files))


def updated(run: Run, book: str, text: str, *words: str) -> tuple[int, str, str]:
    """What is left of a text, and what is said, when a file of cases is brought up to date."""
    file = Path(book).parent / "case.yaml"
    file.write_bytes(text.encode())
    code, _, err = run("test", "--update", str(file), "--rulesets", book, *words)
    return code, file.read_bytes().decode(), err


@pytest.mark.parametrize(
    ("profile", "written", "then"),
    [
        ("{size: 30}", "      answer: 20  # of the table\n", "      answer: 30  # of the table\n"),
        ("{size: 30}", "      answer:   20\r\n", "      answer:   30\r\n"),
        ("{size: 30}", "      free: false", "      free: true"),
        ("{size: 30}", "      word: little\n", "      word: much\n"),
        ("{size: 30}", "      word: 'little'\n", "      word: 'much'\n"),
        ("{size: 3}", '      word: "much" \n', '      word: "little" \n'),
        ("{}", "      answer: 20\n", "      answer: unknown\n"),
        ("{size: 3}", "      answer: unknown\n", "      answer: 3\n"),
        ("{size: 3}", "      answer: absent\n", "      answer: 3\n"),
        ("{size: 3}", "      answer: {at_least: 1, at_most: 2}\n", "      answer: 3\n"),
        ("{}", "      fee: 2\n      answer: unknown\n", "      fee: 1\n      answer: unknown\n"),
        ("{jobs: [{hours: 9}, {hours: 30}]}", '      "jobs[1].full": false\n', '      "jobs[1].full": true\n'),
    ],
)
def test_those_letters_alone_change(run: Run, book: str, profile: str, written: str, then: str) -> None:
    """Comments, quotes, spaces and the ends of lines stay; then the cases pass."""
    text = HEAD + CASE % ("one", profile, written)
    code, after, err = updated(run, book, text, "--yes")
    assert code == 0, err
    assert after == HEAD + CASE % ("one", profile, then)
    assert "look there first" in err
    assert run("test", str(Path(book).parent / "case.yaml"), "--rulesets", book)[0] == 0


def test_a_list_changes_where_it_differs(run: Run, book: str) -> None:
    """Position by position, on one line or several; other cases stay."""
    each = "    each: {size: [1, 2, 3]}\n"
    text = HEAD + (CASE % ("one", "{}", "      answer: [1, 5,\n        7]  # three\n") + each)
    text += CASE % ("two", "{size: 4}", "      answer: 5\n")
    code, after, err = updated(run, book, text, "--yes", "-k", "one")
    assert code == 0, err
    assert after == text.replace("[1, 5,\n        7]", "[1, 2,\n        3]")


def test_what_is_expected_once_of_several_answers_stays(run: Run, book: str) -> None:
    """And is told at its place, in both languages; the rest is written."""
    days = (CASE % ("one", "{size: 4}", "      fee: 3\n      answer: 5\n")).replace(
        "2016-01-01", "[2016-01-01, 2021-01-01]"
    )
    for language, words in (("en", "answers now are 1 and 2"), ("fr", "réponses sont maintenant 1 et 2")):
        code, after, err = updated(run, book, HEAD + days, "--yes", "--lang", language)
        assert (code, after) == (1, HEAD + days.replace("answer: 5", "answer: 4"))
        assert re.search(rf"case\.yaml:8:7.*{words}", err)
    once = days.replace("fee: 3", "fee: 1").replace("answer: 5", "answer: 4")
    code, after, err = updated(run, book, HEAD + once, "--yes", "-k", "2021")
    assert (code, after) == (1, HEAD + once)
    assert "answers now are 1 and 2" in err


@pytest.mark.parametrize(
    ("case", "words", "code"),
    [
        (CASE % ("one", "{size: 4}", "      answer: 5\n"), (), "[edit-unasked]"),
        (CASE % ("one", "{size: 4}", "      answer:\n"), ("--yes",), "[case-answer-empty]"),
        (
            CASE % ("one", "{size: 4}", "      answer:\n        at_least: 1\n        at_most: 2\n"),
            ("--yes",),
            "[edit-not-single]",
        ),
        (CASE % ("one", "{size: 4}", "      answer: 5\n"), ("--yes", "--mutate"), "[both-given]"),
        ("  - name: [\n", ("--yes",), "[yaml-broken]"),
    ],
)
def test_what_is_refused_leaves_the_file_as_it_was(
    run: Run, book: str, case: str, words: tuple[str, ...], code: str
) -> None:
    """Where nobody can be asked, and where it cannot be read or written."""
    done, after, err = updated(run, book, HEAD + case, *words)
    assert (done, after) == (2, HEAD + case)
    assert code in err


def test_what_no_answer_can_mend_stays(run: Run, book: str) -> None:
    """A fact that is never there, a profile that is refused, what is missing."""
    text = HEAD + CASE % ("one", "{size: 4}", "      answr: 5\n") + CASE % ("two", "{siz: 4}", "      answer: 5\n")
    text += CASE % ("three", "{}", "      answer: unknown\n    missing: []\n")
    code, after, err = updated(run, book, text, "--yes")
    assert (code, after) == (1, text)
    assert "3 cases fail for something else" in err
