"""libyaml's parser and the one in Python read the same: the same trees, positions and findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from tests.fuzz.targets import Example, Profiles, Rulesets

from ronde.messages.diagnostics import ValidationError
from ronde.read import structure

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("rulesets", "examples", "docs", "tests/lint", "tests/mistakes", "tests/cases/funds")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.yaml"))
EMPTY = ["a:\n", "a: \nb: 1\n", "a:  # why\n\nb: 1\n", "- \n- 1\n", "x:\n -\n - \n", "{a: , b}", "x: {a, b: }", "? a\n"]
EMPTY += ["a: &x\nb: *x", "x:\n  a:\nb: 1", "a : \nb: 1", "- a:\n- b:   ", "a: !!null\n", "a: &x !y\n"]
MANY = settings(
    max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def read(content: bytes) -> Any:
    """What becomes of a file: all that its document holds, or the findings."""
    try:
        document = structure.parse(content, "x.yaml")
    except ValidationError as refused:
        return refused.diagnostics
    return repr(document.tree), document.marks, document.digest


def check_same(content: bytes) -> None:
    """Both parsers read the same."""
    by_either = read(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structure, "quick_nodes", lambda text: None)
        assert read(content) == by_either


def test_libyaml_reads_every_file_of_the_book() -> None:
    """None is left to the slow parser, or this would compare it with itself."""
    assert yaml.__with_libyaml__
    for path in (ROOT / "rulesets").rglob("*.yaml"):
        assert structure.quick_nodes(path.read_text(encoding="utf-8")) is not None, path


def test_files_of_the_repository() -> None:
    """Every file of the book, good and broken profiles and rules, and some of the dated cases."""
    for path in FILES:
        check_same(path.read_bytes())


@pytest.mark.parametrize("text", EMPTY)
def test_values_left_out(text: str) -> None:
    """They have no character of their own to stand at."""
    check_same(text.encode())


def test_a_value_left_out_stands_after_its_colon() -> None:
    """On the same line, whatever follows."""
    assert structure.parse(b"a:\n\nb :\n", "x.yaml").marks == {
        "": [1, 1, 1, 2] * 2,
        "/a": [1, 1, 1, 2, 1, 3, 1, 3],
        "/b": [3, 1, 3, 2, 3, 4, 3, 4],
    }


def test_a_name_given_twice_is_not_warned_of(recwarn: pytest.WarningsRecorder) -> None:
    """The last one counts; a parser's English reaches nobody."""
    check_same(b"a: &x 1\nb: &x 2\nc: *x\n")
    assert not list(recwarn)


@MANY
@given(Rulesets().examples())
def test_damaged_rulesets(example: Example) -> None:
    """Whatever happens to a file of the book."""
    check_same(example.content)


@MANY
@given(Profiles().examples())
def test_damaged_profiles(example: Example) -> None:
    """Whatever happens to a profile."""
    check_same(example.content)
