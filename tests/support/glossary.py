"""The glossary's terms, and what stands in a text that the glossary says is not written."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

sys.path.insert(0, str(ROOT / "tools"))

from glossary import groups  # noqa: E402

SPACE = "[ \N{NO-BREAK SPACE}]"
CODE = re.compile(
    r"`[^`]*`|\{[^{}|]*\}|https?://\S+|(?<![\w-])--[\w-]+|[\w-]*/[\w/.-]+|[\w-]+\.(?:yaml|json|md)|\w+\[\w+\]"
)
"""What is not words: code, parameters, addresses, options, paths."""


@dataclass(frozen=True)
class Unless:
    """Where a variant means something else: inside other words, or in the texts whose place begins so."""

    within: str | None
    at: str | None


@dataclass(frozen=True)
class Variant:
    """Words that are not written for a term, in one language."""

    term: str
    language: str
    words: str
    unless: tuple[Unless, ...]

    @property
    def pattern(self) -> str:
        """Its words, each in the singular or plural, between bounds of words."""
        words = (re.escape(word) + "(?:s|x)?" for word in self.words.split(" "))
        return rf"(?<![\w-])(?:{SPACE.join(words)})(?![\w-])"

    def stands_in(self, where: str, text: str) -> tuple[bool, set[Unless]]:
        """Whether it stands in a text where it may not, and the exceptions that let it stand."""
        used: set[Unless] = set()
        if self.words.split(" ")[0].casefold() not in text.casefold():
            return False, used
        told = CODE.sub(" ", text).replace("’", "'")
        for each in self.unless:
            if each.within is not None:
                words = f"s?{SPACE}".join(map(re.escape, each.within.split(" "))) + "s?"
                told, times = re.subn(words, " ", told, flags=re.IGNORECASE)
                if times:
                    used.add(each)
        if not re.search(self.pattern, told, re.IGNORECASE):
            return False, used
        here = {each for each in self.unless if each.at is not None and where.startswith(each.at)}
        return not here, used | here


def glossary() -> Mapping[str, list[dict[str, Any]]]:
    """The groups of the glossary with their entries."""
    found: Mapping[str, list[dict[str, Any]]] = groups()
    return found


def variants() -> list[Variant]:
    """Everything that the glossary says is not written."""
    return [
        Variant(
            entry["term"][language],
            language,
            words,
            tuple(
                Unless(each["within"][language] if "within" in each else None, each.get("at"))
                for each in entry.get("unless", [])
                if language in each.get("within", {language: ""})
            ),
        )
        for entries in glossary().values()
        for entry in entries
        for language in ("fr", "en")
        for words in entry["not"][language]
    ]


def schema_texts() -> Iterator[tuple[str, str, str]]:
    """Every description and form in the schemas: where it stands, its language, what it says."""
    for path in sorted((ROOT / "schemas").glob("*.json")):
        yield from _texts(json.loads(path.read_text(encoding="utf-8")), path.name)


def _texts(tree: Any, where: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in ("description", "x-description-fr") and isinstance(value, str):
                yield f"{where} {key}", "en" if key == "description" else "fr", value
            elif key == "x-form":
                yield from ((f"{where} x-form", language, text) for language, text in value.items())
            else:
                yield from _texts(value, f"{where} {key}")
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value, where)
