"""The page docs/glossary.md, from the terms of docs/glossary.yaml: both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

TERMS = Path(__file__).resolve().parent.parent / "docs" / "glossary.yaml"
GROUPS = {"engine": "Ronde", "express_entry": "Entrée express / Express Entry"}
LEAD = """\
One word for one thing, in every message, every text of the rules and every description of a format. The terms are in
[glossary.yaml](glossary.yaml), with the places where a word means something else; the tests hold every text to them.

*Un mot pour une chose, dans chaque message, chaque texte des règles et chaque description d'un format. Les termes sont
dans [glossary.yaml](glossary.yaml), avec les endroits où un mot veut dire autre chose; les tests y veillent.*
"""


def glossary_page(made: str) -> str:
    """The page, under the line that says what it is made by."""
    groups: Mapping[str, list[dict[str, Any]]] = YAML(typ="safe").load(TERMS)
    lines = [made, "# Glossary / Glossaire\n", LEAD]
    for group, entries in groups.items():
        lines += [f"## {GROUPS[group]}\n", "| Français | English | | Not / À éviter |", "| --- | --- | --- | --- |"]
        lines += [_line(entry) for entry in sorted(entries, key=lambda each: each["term"]["en"].casefold())]
        lines.append("")
    return "\n".join(lines)


def _line(entry: Mapping[str, Any]) -> str:
    french, english = entry["term"]["fr"], entry["term"]["en"]
    avoided = "<br>".join(", ".join(entry["not"][language]) for language in ("fr", "en"))
    return f"| **{french}** | **{english}** | {entry['means']['fr']}<br>{entry['means']['en']} | {avoided} |"
