"""The catalogue of messages: both languages, the same parameters, every key used, nothing left out of the schemas."""

from __future__ import annotations

import json
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.messages import CATEGORIES, every_message, keys, readings

from ronde.messages import LANGUAGES, translate
from ronde.messages.entries import FOLDER, OPERATIONS, entries, message, subjects
from ronde.messages.pages import said_by_checks

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "engine" / "ronde").rglob("*.*"))
    if path.suffix in (".py", ".html", ".xml")
)
SCHEMAS = [path.name.removesuffix(".schema.json") for path in sorted((ROOT / "schemas").glob("*.json"))]


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_a_file_cut_at_the_heads_of_its_entries_is_the_file_as_toml_reads_it() -> None:
    files = [*FOLDER.rglob("*.toml"), *OPERATIONS.rglob("*.toml")]
    for path in files:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
        assert {key: tomllib.loads(written) for key, written in entries(path).items()} == whole, path
        assert whole != {}, path
    assert len(files) == len(subjects())


def test_a_key_stands_in_one_file() -> None:
    every = [*keys(), *said_by_checks()]
    assert sorted({key for key in every if every.count(key) > 1}) == []


def test_both_languages_take_the_same_parameters() -> None:
    for key, told in every_message().items():
        assert told.texts.keys() == set(LANGUAGES), key
        assert all(text.strip() for text in told.texts.values()), key
        asked = [fields(text) for language in LANGUAGES for text in readings(told, language)]
        assert all(each == asked[0] for each in asked), key


def test_a_count_has_a_form_for_each_category_and_its_place_in_the_sentence() -> None:
    for key in keys():
        for name, forms in message(key).forms.items():
            assert forms != {}, key
            for language, by_category in forms.items():
                assert tuple(by_category) == CATEGORIES, key
                assert f"{{{name}}}" in message(key).texts[language], key


def test_checks_say_something_of_their_own_with_the_same_parameters() -> None:
    for key, texts in said_by_checks().items():
        assert len({frozenset(fields(text)) for text in texts.values()}) == 1, key


def test_every_sentence_is_said_somewhere() -> None:
    """A key is written in the source, or is one of a family whose beginning is (`asked-{operator}`)."""
    written = set(re.findall(r"""["']([\w-]+)(?:["']|\{)""", SOURCE))
    assert [key for key in keys() if not written & {key, *(key[: dash.end()] for dash in re.finditer("-", key))}] == []


def test_every_key_that_is_said_exists() -> None:
    said = set(re.findall(r'translate\(\s*"([a-z-]+)"', SOURCE))
    assert len(said) > 250
    assert said <= set(keys())


def test_a_hint_is_said_only_where_there_is_one() -> None:
    assert translate("profile-unknown", "en", name="a", close="").endswith("profile.")
    assert translate("profile-unknown", "fr", name="a", close="b").endswith("Vouliez-vous dire « b »?")


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
    """But for one that lets anything pass (`true`): its name is said for a reader of `required` alone."""
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    told = {"description", "x-description-fr"}
    assert told <= schema.keys()
    assert [
        f"{path}/{key}"
        for path, each in parts(schema)
        if path.rpartition("/")[2] == "properties"
        for key, described in each.items()
        if described is not True and not told <= described.keys()
    ] == []
    assert [path for path, each in parts(schema.get("$defs", {})) if len(told & each.keys()) == 1] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_pattern_of_a_schema_is_said_in_words_of_both_languages(name: str) -> None:
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    asked = [(path, each) for path, each in parts(schema) if isinstance(each.get("pattern"), str)]
    assert asked != []
    assert [path for path, each in asked if set(each.get("x-form", {})) != set(LANGUAGES)] == []
