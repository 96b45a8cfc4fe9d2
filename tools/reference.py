"""Writes into a folder what follows from the messages and from the questions of the rules.

    tools/reference FOLDER

`findings.md` holds every diagnostic; `profile.schema.json` is the JSON Schema of a profile. Neither is kept under
version control, so that a change of rules is a change of rules alone. The rules themselves are told by `ronde site`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ronde.editing.schemas import schemas_of
from ronde.messages import LANGUAGES
from ronde.messages.entries import subjects
from ronde.messages.pages import pages as pages_of_checks
from ronde.messages.pages import said_by_checks
from ronde.messages.translate import message_of

BOOK = Path(__file__).resolve().parent.parent / "rulesets"


PARTS = {
    "avoid": {"en": "Avoid:", "fr": "À éviter\u00a0:"},
    "prefer": {"en": "Prefer:", "fr": "À préférer\u00a0:"},
    "why": {"en": "Why:", "fr": "Pourquoi\u00a0:"},
}
"""The parts of the page of a check, and how each is headed by language."""


def diagnostics_page() -> str:
    """Every diagnostic, in both languages, then the page of each check."""
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
    """The code of each diagnostic of the catalogue: its subjects say by their names that they are findings."""
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


def pages() -> dict[str, str]:
    """Every page by its path in the folder."""
    schema = "profile.schema.json"
    return {"findings.md": diagnostics_page(), schema: schemas_of(BOOK, "en")[schema].decode()}


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
