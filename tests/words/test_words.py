"""The catalogue of words: both languages, the same parameters, every key used, nothing left out of the schemas."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ronde.words import LANGUAGES, WORDS, say
from ronde.words.pages import said_by_checks

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "engine" / "ronde").rglob("*.*"))
    if path.suffix in (".py", ".html")
    if path.name in ("catalogue.py", "dates.py") or path.parent.name != "words"
)
SCHEMAS = [path.name.removesuffix(".schema.json") for path in sorted((ROOT / "schemas").glob("*.json"))]


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_take_the_same_parameters(key: str) -> None:
    english, french = WORDS[key]
    assert english.strip()
    assert french.strip()
    assert fields(english) == fields(french)


@pytest.mark.parametrize("key", said_by_checks())
def test_checks_say_something_of_their_own_with_the_same_parameters(key: str) -> None:
    assert key not in WORDS
    assert len({frozenset(fields(sentence)) for sentence in said_by_checks()[key]}) == 1


@pytest.mark.parametrize("key", WORDS)
def test_every_sentence_is_said_somewhere(key: str) -> None:
    """A key is written in the source, or is one of a family whose beginning is (`asked-{operator}`)."""
    families = "|".join(key[: dash.end()] for dash in re.finditer("-", key)) or "-"
    assert re.search(rf"""["']({key}["']|({families})\{{)""", SOURCE)


def test_every_key_that_is_said_exists() -> None:
    said = re.findall(r'say\(\s*"([a-z-]+)"', SOURCE)
    assert set(said) <= WORDS.keys()


def test_a_hint_is_said_only_where_there_is_one() -> None:
    assert say("profile-unknown", "en", name="a", close="").endswith("profile.")
    assert say("profile-unknown", "fr", name="a", close="b").endswith("Vouliez-vous dire « b »?")


def parts(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a schema that is itself a schema or holds some, with where it stands."""
    if isinstance(schema, dict):
        yield path, schema
        for name, each in schema.items():
            yield from parts(each, f"{path}/{name}")
    elif isinstance(schema, list):
        for number, each in enumerate(schema):
            yield from parts(each, f"{path}/{number}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_of_a_schema_is_described_in_both_languages(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    told = {"description", "x-description-fr"}
    assert told <= schema.keys()
    assert [
        f"{path}/{key}"
        for path, each in parts(schema)
        if path.rpartition("/")[2] == "properties"
        for key, described in each.items()
        if not told <= described.keys()
    ] == []
    assert [path for path, each in parts(schema.get("$defs", {})) if len(told & each.keys()) == 1] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_pattern_of_a_schema_is_said_in_words_of_both_languages(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    asked = [(path, each) for path, each in parts(schema) if isinstance(each.get("pattern"), str)]
    assert asked != []
    assert [path for path, each in asked if set(each.get("x-form", {})) != set(LANGUAGES)] == []
