"""The page docs/glossary.md, from the terms of docs/glossary.yaml and of the book: both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
TERMS, BOOK = ROOT / "docs" / "glossary.yaml", ROOT / "rulesets" / "book.yaml"
GROUPS = {"engine": "Ronde", "express_entry": "Entrée express / Express Entry"}
LEAD = """\
One word for one thing, in every message, every text of the rules and every description of a format. The terms are in
[glossary.yaml](glossary.yaml) and, for Express Entry, under `terms` in [its book](../rulesets/book.yaml), with the
places where a word means something else; the tests hold every text to them.

*Un mot pour une chose, dans chaque message, chaque texte des règles et chaque description d'un format. Les termes sont
dans [glossary.yaml](glossary.yaml) et, pour Entrée express, sous `terms` dans [son livre](../rulesets/book.yaml), avec
les endroits où un mot veut dire autre chose; les tests y veillent.*
"""


def groups() -> Mapping[str, list[dict[str, Any]]]:
    """The terms of the engine, and those of the book of Express Entry, each with its exceptions."""
    read = YAML(typ="safe")
    own, book = read.load(TERMS), read.load(BOOK)
    return {"engine": own["engine"], "express_entry": [_of_book(each, own["exceptions"]) for each in book["terms"]]}


def _of_book(term: Mapping[str, Any], exceptions: Mapping[str, Any]) -> dict[str, Any]:
    """A term of a book as one of the glossary."""
    within = [
        {"within": {language: words}, "because": "said in the book"}
        for language, every in term.get("unless", {}).items()
        for words in every
    ]
    return {**term, "unless": [*within, *exceptions.get(term["term"]["en"], ())]}


def glossary_page(made: str) -> str:
    """The page, under the line that says what it is made by."""
    lines = [made, "# Glossary / Glossaire\n", LEAD]
    for group, entries in groups().items():
        lines += [f"## {GROUPS[group]}\n", "| Français | English | | Not / À éviter |", "| --- | --- | --- | --- |"]
        lines += [_line(entry) for entry in sorted(entries, key=lambda each: each["term"]["en"].casefold())]
        lines.append("")
    return "\n".join(lines)


def _line(entry: Mapping[str, Any]) -> str:
    french, english = entry["term"]["fr"], entry["term"]["en"]
    avoided = "<br>".join(", ".join(entry["not"][language]) for language in ("fr", "en"))
    return f"| **{french}** | **{english}** | {entry['means']['fr']}<br>{entry['means']['en']} | {avoided} |"
