"""Characters that look right and are not are named, with what to write instead, wherever a text is refused for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.support import books
from tests.support.diagnostics import check_words
from tests.support.messages import keys

from ronde.check.whole import check_whole_book
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.characters import ALIKE, ordinary, stranger
from ronde.model.locations import SourceLocation
from ronde.read.structure import parse

LOOKS = {
    "2023\u201107-05": ("character-hyphen", 5, "-"),
    "2023\u201307-05": ("character-dash", 5, "-"),
    "\u22125": ("character-minus", 1, "-"),
    "12\u00a0000": ("character-no-break-space", 3, " "),
    "12\u202f000": ("character-narrow-space", 3, " "),
    "12\u2009000": ("character-space", 3, " "),
    "\uff12\uff10": ("character-wide", 1, "2"),
    "\u0662\u0660": ("character-digit", 1, "2"),
    "age\u200b": ("character-hidden", 4, ""),
    "\u201cage\u201d": ("character-quote", 1, ""),
    "\u0430ge": ("character-letter", 1, "a"),
}


@pytest.mark.parametrize("text", LOOKS)
def test_each_is_told_with_its_position_and_what_is_meant(text: str) -> None:
    """And the diagnostic is that character, not the unknown name that it makes."""
    found = stranger(text)
    assert found is not None
    assert (found.code, found.position, found.instead) == LOOKS[text]
    told = Diagnostic("value-not-date", SourceLocation("a", 1, 1), {"value": text})
    assert told.code == found.code
    check_words([told])


def test_every_kind_is_tried() -> None:
    """No message is without an example."""
    assert {code for code, *_ in LOOKS.values()} == set(keys("characters-findings"))
    assert len(ALIKE) == len({*ALIKE})


@pytest.mark.parametrize("text", ["Québec", "Москва", "l\u2019école", "2023-13-45", "東京"])
def test_text_that_is_what_it_looks_like_is_left_alone(text: str) -> None:
    """Another script, an accent and an apostrophe within a word are no mistakes of this kind."""
    assert stranger(text) is None
    assert (
        Diagnostic("value-not-choice", SourceLocation("a"), {"value": text, "choices": "x"}).code == "value-not-choice"
    )


def test_what_was_meant() -> None:
    assert [ordinary(text) for text in ("2023\u201107\u201105", "\uff12\uff10", "\u0430ge\u200b", "été")] == [
        "2023-07-05",
        "20",
        "age",
        "été",
    ]


def book_with(tmp_path: Path, old: str, new: str) -> list[str]:
    """What is found in a small book after a replacement in its text."""
    facts = {"age": books.asked("number", at_least=0, at_most=99), "x": books.fact(value=1)}
    facts["y"] = books.fact(all=[{"fact": "age", "at_least": 5}])
    text = json.dumps(books.version(facts=facts), indent=1, ensure_ascii=False)
    assert old in text
    return codes(tmp_path, text.replace(old, new))


def codes(tmp_path: Path, text: str) -> list[str]:
    """The codes of what is found in a book with this file."""
    folder = books.write(tmp_path / "b", {"book.yaml": books.BOOK, "topic/2015-01-01.yaml": text})
    return [each.code for each in check_whole_book(folder).diagnostics if each.location.name != "book.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"effective"', '"\u0435ffective"', "character-letter"),
        ('"facts"', '"facts\u200b"', "character-hidden"),
        ('"2015-01-01"', '"2015\u201101-01"', "character-hyphen"),
        ('"at_least": 5', '"at_least": \uff15', "character-wide"),
        ('"fact": "age"', '"fact": "\u00a0age"', "character-no-break-space"),
        ('"number"', '"\u201cnumber\u201d"', "character-quote"),
    ],
)
def test_in_rules_the_character_is_the_only_diagnostic(tmp_path: Path, old: str, new: str, code: str) -> None:
    """In keys, values, names and dates; the key that is then missing only follows."""
    assert set(book_with(tmp_path, old, new)) == {code}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a:\n  b: 1\n\u00a0\u00a0c\nd: 1\n", "character-no-break-space", 3, 1),
        ("a: 1\nb\uff1a2\nc: 3\n", "character-wide", 2, 2),
        ("a: 1\nb:\u00a02\nc: 3\n", "character-no-break-space", 2, 3),
    ],
)
def test_where_yaml_cannot_be_understood_the_character_is_told(text: str, code: str, line: int, column: int) -> None:
    """In the indentation, as the colon, and right after it."""
    with pytest.raises(ValidationError) as refused:
        parse(text.encode(), "a.yaml")
    check_words(refused.value.diagnostics)
    assert [(each.code, each.location.line, each.location.column) for each in refused.value.diagnostics] == [
        (code, line, column)
    ]


def test_in_profiles_options_and_pools(tmp_path: Path, run: Run) -> None:
    """The same for one candidate, for the date asked and for many."""
    path = tmp_path / "p.yaml"
    path.write_text("birth_date: 1990\u201101\u201101\n", encoding="utf-8")
    assert "U+2011" in run("evaluate", str(path), "--as-of", "2023-07-05")[2]
    path.write_text("birth\u200b_date: 1990-01-01\n", encoding="utf-8")
    assert "U+200B" in run("evaluate", str(path), "--as-of", "2023-07-05")[2]
    path.write_text("birth_date: 1990-01-01\n", encoding="utf-8")
    code, _, said = run("evaluate", str(path), "--as-of", "2023\u201107\u201105", "--lang", "fr")
    assert code == 2
    assert "trait d'union insécable (U+2011)" in said
    pool = tmp_path / "pool.csv"
    pool.write_text("birth_date\n1990\u201101\u201101\n1990-01-01\n", encoding="utf-8")
    run("pool", "evaluate", str(pool), "--as-of", "2023-07-05", "--out", str(tmp_path / "o.csv"))
    assert any("U+2011" in each.read_text(encoding="utf-8") for each in tmp_path.glob("o*rej*"))
    pool.write_text("birth\u2011date\n1990-01-01\n", encoding="utf-8")
    said = run("pool", "evaluate", str(pool), "--as-of", "2023-07-05", "--out", str(tmp_path / "q.csv"))[2]
    assert "U+2011" in said
