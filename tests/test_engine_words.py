"""The engine knows nothing of what the rules are about: none of their words, amounts or dates stands in its source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support import books

from ronde.read.schema import data_folder

ENGINE = Path(__file__).resolve().parents[1] / "engine"
WORD = re.compile(r"[A-ZÀ-Ý]?[a-zà-ÿ]+|[A-ZÀ-Ý]+(?![a-zà-ÿ])")
NUMBER = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

NAMED = """
crs cec fsw fst fswp fstp pnp clb nclc cnp noc teer feer ircc irpr tef tcf ielts celpip pte lmia eimt canada canadian
canadien canadienne quebec québec ottawa express nominee nomination sibling fratrie funds immigration immigrant visa
citizen citoyen spouse époux conjoint permit foreign occupation profession employer employeur offer education
credential diploma diplôme physician médecin ranking eligible admissible partner qualification
"""
"""Words of the content that need no looking up."""

LANGUAGES = {"english", "french", "en", "fr", "anglais", "français"}
"""The reader's languages: the engine speaks two, and the catalogue of words says which."""

ORDINARY = """
accepted additional advice and any apply as base below body class closed common counted counts date definition end
ended entry first for full general group held high holds in languages latest law level levels limit listed long lower
lowest main make mark met more named not nothing of official on one only open or other pass person post program
programs reached reason reasons regular relative required return rules second self short shorter since size start
started status stem stream temporary test tested tests three time to total two up upper valid wait whose with without
written yet
"""
"""Words of names in the rulesets that any English text, or any Python, has as well."""

MEANT = {
    "pool": "where candidates stand between rounds: the engine's own notion of a book that has rounds",
    "round": "a round of invitations, likewise",
    "concerned": "whom a round was for",
    "points": "what a score falls short by",
    "band": "a range of scores of a published pool",
    "expired": "what became of a profile that is no longer in the pool",
    "age": "the example of a pointer, in model/document.py",
    "candidate": "whoever is evaluated",
    "paid": "the example of an input that is missing, in run/trace.py",
    "language": "the reader's language, and the language of rulesets",
    "work": "hours of work, which the language counts",
    "worker": "a machine of a Spark cluster, as Spark calls it",
    "home": "JAVA_HOME, where Java is",
    "year": "whole years of the calendar",
}
"""Words of the rulesets that the engine uses on purpose, and what for."""

COUNTED = {
    "300": "the years that the engine's calendar holds",
    "200": "a limit of the forward chainer's library",
    "512": "a limit of the forward chainer's library",
}
"""Amounts of the rulesets that are figures of the engine as well."""


@cache
def sources() -> dict[str, str]:
    """Every file of the engine's source, by its path."""
    found = {}
    for path in sorted(ENGINE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".so", ".pyc"):
            found[path.relative_to(ENGINE).as_posix()] = path.read_text(encoding="utf-8")
    return found


def words(text: str) -> set[str]:
    """The words of a text or of a name, whatever joins them, in small letters."""
    return {word.lower() for word in WORD.findall(text)}


@cache
def language() -> frozenset[str]:
    """The words of the language that rulesets are written in: the keys of its schemas."""

    def keys(tree: Any) -> Iterator[str]:
        if isinstance(tree, dict):
            for key, value in tree.items():
                if key == "properties":
                    yield from value
                if key == "enum":
                    yield from map(str, value)
                yield from keys(value)
        elif isinstance(tree, list):
            for value in tree:
                yield from keys(value)

    found: set[str] = set()
    for path in ("ruleset", "book", "cases"):
        tree = json.loads((data_folder("schemas") / f"{path}.schema.json").read_text(encoding="utf-8"))
        found.update(*map(words, keys(tree)))
    return frozenset(found)


def versions() -> Iterator[dict[str, Any]]:
    for each in books.real().versions.values():
        for version in each:
            yield version.tree


@cache
def content() -> dict[str, str]:
    """Every word of a name in the rulesets, and one name that has it."""
    found: dict[str, str] = {}

    def note(name: str) -> None:
        for word in words(name):
            if len(word) > 1:
                found.setdefault(word, name)

    for topic in books.real().versions:
        note(topic)
    for tree in versions():
        for part in ("facts", "records", "lists"):
            for name, about in tree.get(part, {}).items():
                note(name)
                for named in ("choices", "attributes"):
                    for each in about.get(named, {}):
                        note(f"{name}.{each}")
    return found


@cache
def figures() -> tuple[frozenset[str], frozenset[str]]:
    """The amounts of three digits or more in the rulesets, codes among them, and their dates."""
    numbers: set[str] = set()
    days: set[str] = set()

    def note(tree: Any) -> None:
        if isinstance(tree, dict):
            for key, value in tree.items():
                note(key)
                note(value)
        elif isinstance(tree, list):
            for value in tree:
                note(value)
        elif not isinstance(tree, bool):
            text = str(tree)
            days.update(DAY.findall(text))
            if len(text) < 20:
                numbers.update(NUMBER.findall(DAY.sub("", text)))

    for tree in versions():
        for part in ("facts", "lists", "refuse", "applies_to", "effective", "published", "checked"):
            note(tree.get(part))
    return frozenset(number for number in numbers if len(number.partition(".")[0]) > 2), frozenset(days)


def test_the_content_is_found() -> None:
    """The words, amounts and dates to look for are there: names of facts, choices and lists, points, codes, days."""
    assert {"sibling", "teer", "doctorate", "provincial", "celpip", "noc"} <= set(content())
    numbers, days = figures()
    assert {"1560", "600", "15263", "00010", "2173"} <= numbers
    assert {"2015-01-01", "2018-11-10", "2025-03-25"} <= days
    assert {"hours", "cap", "years", "none"} <= language()


@pytest.mark.parametrize("name", sorted(sources()))
def test_no_word_of_the_content_is_in_the_engine(name: str) -> None:
    """No word of the rulesets stands in a source file, in code, text or comment, but those that the engine must use."""
    text = sources()[name]
    foreign = {**content(), **dict.fromkeys(NAMED.split(), "a word of the content")}
    spared = {*ORDINARY.split(), *MEANT, *LANGUAGES, *language()}
    assert {word: foreign[word] for word in words(text) & foreign.keys() - spared} == {}
    assert not re.search(r"express entry|entrée express|permanent residen|work permit", text, re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(sources()))
def test_no_amount_or_date_of_the_content_is_in_the_engine(name: str) -> None:
    """No amount of three digits or more, no code and no date of the rulesets stands in a source file."""
    text, (numbers, days) = sources()[name], figures()
    assert set(DAY.findall(text)) & days == set()
    written = {number.replace("_", "") for number in NUMBER.findall(DAY.sub("", text))}
    assert (written & numbers) - COUNTED.keys() == set()


def test_what_is_allowed_is_needed() -> None:
    """Every word and amount that the engine uses on purpose is one that it and the rulesets both have."""
    used = set().union(*map(words, sources().values()))
    assert {word for word in MEANT if word not in used or word not in content()} == set()
    written = {number.replace("_", "") for text in sources().values() for number in NUMBER.findall(text)}
    assert COUNTED.keys() - (written & figures()[0]) == set()
