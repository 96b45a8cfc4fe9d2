"""The catalogue of words: both languages, the same parameters, every key used, nothing left out of the schemas."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ronde.words import WORDS, say

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "engine" / "ronde").rglob("*.py"))
    if path.name in ("catalogue.py", "dates.py") or path.parent.name != "words"
)
SCHEMAS = ["ruleset", "book", "cases", "decision"]


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_take_the_same_parameters(key: str) -> None:
    english, french = WORDS[key]
    assert english.strip()
    assert french.strip()
    assert fields(english) == fields(french)


@pytest.mark.parametrize("key", WORDS)
def test_every_sentence_is_said_somewhere(key: str) -> None:
    """A key is written in the source, or is one of a family whose beginning is (`asked-{operator}`)."""
    family = key.partition("-")[0]
    assert re.search(rf"""["']({key}["']|{family}-\{{)""", SOURCE)


def test_every_key_that_is_said_exists() -> None:
    said = re.findall(r'say\(\s*"([a-z-]+)"', SOURCE)
    assert set(said) <= WORDS.keys()


def test_a_hint_is_said_only_where_there_is_one() -> None:
    assert say("profile-unknown", "en", name="a", close="").endswith("profile.")
    assert say("profile-unknown", "fr", name="a", close="b").endswith("Vouliez-vous dire « b »?")


def properties(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema that has a name of its own, with where it stands."""
    for name, each in schema.get("properties", {}).items():
        yield f"{path}/{name}", each
        yield from properties(each, f"{path}/{name}")
    for name, each in schema.get("$defs", {}).items():
        yield from properties(each, f"{path}/{name}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_top_level_property_of_a_schema_is_described_in_both_languages(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert {"description", "x-description-fr"} <= schema.keys()
    bare = [where for where, each in properties(schema) if where.count("/") == 1 and "description" not in each]
    assert bare == []
    assert [
        where for where, each in properties(schema) if ("description" in each) != ("x-description-fr" in each)
    ] == []
