"""A value is changed where it stands, and nothing else is: on every form of value that the shipped files hold."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from ronde.editing.change import edited
from ronde.editing.hints import hint
from ronde.editing.written import Value, values
from ronde.messages.diagnostics import ValidationError
from ronde.read.structure import parse

RULESETS = Path(__file__).resolve().parents[2] / "rulesets"
FILES = sorted(RULESETS.rglob("*.yaml"))
OTHERS = ("7", "2031-02-03", "Été : l'hiver, # 1", '"quoted"', "yes", "[a", "- x", "", " led by a space", "a\\b")
"""Values of every kind, some of which YAML would read otherwise without quotes."""


def single(each: Value) -> bool:
    """Whether a value can be changed by itself."""
    return each.text is not None and each.quotes not in ("|", ">")


@pytest.mark.parametrize("seed", range(60))
def test_only_the_letters_of_the_value_change(seed: int) -> None:
    """A value drawn from a file drawn from the book: what stands before and after it stays, byte for byte."""
    random = Random(seed)
    path = random.choice(FILES)
    content = path.read_bytes()
    every = values(content.decode(), path.name)
    before, new = random.choice([each for each in every if single(each)]), random.choice(OTHERS)
    made = edited(content, path.name, (before.path, new)).decode()
    text = content.decode()
    assert made.startswith(text[: before.start])
    assert made.endswith(text[before.end :])
    after = {each.path: each.text for each in values(made, path.name)}
    assert after == {**{each.path: each.text for each in every}, before.path: new}


def code(content: bytes, path: str, value: str) -> str:
    """What a change is refused for."""
    with pytest.raises(ValidationError) as refused:
        edited(content, "a/2020-01-01.yaml", (path, value))
    return refused.value.diagnostics[0].code


FILE = b"""\
title: {fr: un, en: one}
note: >-
  over
  lines
empty: # to fill in
facts:
  a.b:
    rows:
      1: [x, y]
      2: 20
  c:
    source: [act, other]
    rows:
      2: 30
"""


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        ("a.b/2", "21", b"      2: 21\n"),
        ("facts/a.b/rows/2", "21", b"      2: 21\n"),
        ("a.b/1", "[z]", b"      1: [z]\n"),
        ("a.b/1/0", "z", b"      1: [z, y]\n"),
        ("title/fr", "deux", b"{fr: deux, en: one}"),
        ("title/fr", "d: e", b'{fr: "d: e", en: one}'),
        ("empty", "5", b"empty: 5 # to fill in\n"),
        ("c/source/1", "law", b"    source: [act, law]\n"),
    ],
)
def test_a_path_is_as_short_as_it_is_plain(path: str, value: str, wanted: bytes) -> None:
    """Some of the keys are enough if they name one value."""
    made = edited(FILE, "a/2020-01-01.yaml", (path, value))
    assert wanted in made
    assert len(made.splitlines()) == len(FILE.splitlines())


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        ("rows/2", "21", "edit-path-many"),
        ("a.b/3", "21", "edit-path-unknown"),
        ("", "21", "edit-path-unknown"),
        ("note", "x", "edit-not-single"),
        ("a.b/rows", "x", "edit-not-single"),
        ("a.b/2", "20", "edit-same"),
    ],
)
def test_what_names_no_single_value_is_refused(path: str, value: str, wanted: str) -> None:
    """With the reason."""
    assert code(FILE, path, value) == wanted


def test_a_broken_file_is_told_as_such() -> None:
    """A file in the middle of an edit."""
    assert code(b"a: [1\n", "a", "2") == "yaml-broken"
    assert code(b"a: 1\n<<<<<<< HEAD\nb: 2\n", "a", "2").startswith("yaml")


def test_line_ends_and_the_mark_of_the_file_stay() -> None:
    """As a file of Windows has them."""
    content = b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"
    assert edited(content, "x.yaml", ("a", "3")) == b"\xef\xbb\xbfa: 3\r\nb: 2\r\n"
    assert parse(content, "x.yaml").tree == {"a": 1, "b": 2}


def test_a_key_goes_before_a_position_and_the_hint_of_a_gap_goes_with_it() -> None:
    """The row 1 of a table, though a list has a place 1; what a new version says of what is to be filled in."""
    version = f"""\
published:  {hint("published", "en")}
note:
  fr:  {hint("note", "fr")}
  en:  # my own
facts:
  a:
    source: [act, table]
    table: {{rows: {{1: 5}}}}
"""
    changes = ("a/1", "6"), ("published", "2027-06-28"), ("note/fr", "Été : oui"), ("note/en", "yes")
    made = edited(version.encode(), "a/2020-01-01.yaml", *changes).decode()
    assert made.splitlines()[:4] == ["published: 2027-06-28", "note:", '  fr: "Été : oui"', "  en: yes  # my own"]
    assert "rows: {1: 6}" in made
