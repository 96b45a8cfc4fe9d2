"""Writes into a folder what follows from the messages and from the questions of the rules.

    tools/reference FOLDER

`findings.md` holds every finding; `profile.schema.json` is the JSON Schema of a profile. Neither is kept under version
control, so that a change of rules is a change of rules alone. The rules themselves are told by `ronde site`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ronde.compile.rules import compile_rules
from ronde.messages import LANGUAGES
from ronde.messages.entries import subjects
from ronde.messages.pages import pages as pages_of_checks
from ronde.messages.pages import said_by_checks
from ronde.messages.translate import message_of
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind, plain
from ronde.read.book import read_book

BOOK = Path(__file__).resolve().parent.parent / "rulesets"


PARTS = {
    "avoid": {"en": "Avoid:", "fr": "À éviter\u00a0:"},
    "prefer": {"en": "Prefer:", "fr": "À préférer\u00a0:"},
    "why": {"en": "Why:", "fr": "Pourquoi\u00a0:"},
}
"""The parts of the page of a check, and how each is headed by language."""


def findings_page() -> str:
    """Every finding, in both languages, then the page of each check."""
    lines = ["# Findings / Constats\n"]
    lines.append(
        "Each finding has a stable code, a place (`file:line:column`), and says what to write instead."
        " Words in braces are filled in.\n"
    )
    lines += ["| Code | English | Français |", "| --- | --- | --- |"]
    for code in sorted([*_codes(), *said_by_checks()]):
        told = message_of(code)
        shown = [
            told.reading(each, "other").replace("{{", "{").replace("}}", "}").replace("|", "\\|") for each in LANGUAGES
        ]
        lines.append(f"| `{code}` | {shown[0]} | {shown[1]} |")
    return "\n".join([*lines, "", *_checks()]) + "\n"


def _codes() -> Iterator[str]:
    """The code of each finding of the catalogue: its subjects say by their names that they are findings."""
    for subject, entries in subjects().items():
        if subject.endswith("-findings"):
            yield from entries


def _checks() -> Iterator[str]:
    """The page of each check: what to avoid, what to prefer, and why."""
    yield "# Checks / Vérifications\n"
    yield (
        "What should be mended in a book though its rules mean something: `ronde check` tells it, and the book answers"
        " all the same. / Ce qu'il faut corriger dans un livre dont les règles ont pourtant un sens\u00a0:"
        " `ronde check` le dit, et le livre répond tout de même."
    )
    for name, page in pages_of_checks().items():
        yield f"\n## {name.replace('_', '-')} (`{page.code}`, {page.severity})\n"
        for part, titles in PARTS.items():
            texts = getattr(page, part)
            yield from (f"- {title} {texts[language]}" for language, title in titles.items())
        for parameter, about in page.parameters.items():
            yield f"- `{parameter}: {about.default}`: {about.means['en']} / {about.means['fr']}"


def profile_schema() -> str:
    """The JSON Schema of a profile: the inputs of the book on its last date of change, and its lists of records."""
    history = read_book(BOOK)
    plan = compile_rules(history.in_force(history.change_dates[-1]))
    properties: dict[str, Any] = {}
    for name, titles in plan.records.items():
        fields = {about.name.removeprefix(f"{name}."): about for about in _inputs(plan) if about.record == name}
        properties[name] = {
            "title": titles.get("en", name),
            "x-title-fr": titles.get("fr", name),
            "type": "array",
            "items": {"type": "object", "properties": {field: _field(about) for field, about in fields.items()}},
        }
    properties.update({about.name: _field(about) for about in _inputs(plan) if about.record is None})
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://ronde.example/schemas/profile.schema.json",
        "title": "A candidate's profile",
        "description": "What is known of a candidate. Anything may be left out; derived facts may be given too.",
        "x-description-fr": "Ce que l'on sait d'un candidat. Tout peut manquer ; un fait dérivé peut aussi être donné.",
        "type": "object",
        "properties": dict(sorted(properties.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _inputs(plan: Plan) -> Iterator[Fact]:
    return (about for about in plan.facts.values() if about.form == "input")


def _field(about: Fact) -> dict[str, Any]:
    """The schema of one input."""
    told: dict[str, Any] = {"title": about.label.get("en", about.name), "x-title-fr": about.label.get("fr", about.name)}
    if about.question:
        told |= {"description": about.question["en"], "x-description-fr": about.question["fr"]}
    kind = about.type
    if kind.kind is Kind.YES_NO:
        return {**told, "type": "boolean"}
    if kind.kind in (Kind.NUMBER, Kind.MONEY):
        return {**told, "type": "number", "minimum": plain(kind.low, kind), "maximum": plain(kind.high, kind)}
    if kind.kind is Kind.DATE:
        return {**told, "type": "string", "format": "date"}
    if kind.choices:
        return {**told, "enum": list(kind.choices)}
    return {**told, "type": "string", **({"pattern": f"^{kind.pattern}$"} if kind.pattern else {})}


def pages() -> dict[str, str]:
    """Every page by its path in the folder."""
    return {"findings.md": findings_page(), "profile.schema.json": profile_schema()}


def main(folder: Path) -> None:
    """Write every page into a folder, which is made if need be."""
    for name, content in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("tools/reference FOLDER")
    main(Path(sys.argv[1]))
