"""The catalogue of messages: files of TOML, one for each subject, with both languages of a message side by side.

An operation of the language may have messages of its own in its room, `messages.toml`.

The files are cut at the heads of their entries when the first message is asked for, and an entry is parsed when it is
first used: who says three sentences reads three.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ronde.language import LANGUAGES

FOLDER = Path(__file__).with_name("catalogue")

OPERATIONS = Path(__file__).resolve().parent.parent / "operations"

HEAD = re.compile(r"^\[(.+)\]\n", re.MULTILINE)
"""The first line of an entry. A message is written on one line, so that no line within an entry is one."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is said, by language, with parameters in braces.

    `forms` holds, for a parameter that is a count, what stands in its place by language and by the category of plural
    of the number (`one`, `other`); `#` in it is the number."""

    texts: Mapping[str, str]
    forms: Mapping[str, Mapping[str, Mapping[str, str]]]

    def reading(self, language: str, category: str) -> str:
        """The sentence with its counts in the forms of one category, and their parameters still to be filled in."""
        text = self.texts[language]
        for name, forms in self.forms.items():
            if language in forms:
                text = text.replace(f"{{{name}}}", forms[language][category].replace("#", f"{{{name}}}"))
        return text


@cache
def message(key: str) -> Message:
    """The message of a key. Errors: KeyError for one that the catalogue does not have."""
    return parsed(_entries()[key])


def has(key: str) -> bool:
    """Whether the catalogue has a message of this key."""
    return key in _entries()


@cache
def subjects() -> Mapping[str, Mapping[str, str]]:
    """Subject (the name of a file, or of the room of an operation) to its entries, by key, as they are written."""
    rooms = [each for form in ("*", "records/*") for each in OPERATIONS.glob(f"{form}/messages.toml")]
    own = {path.stem: entries(path) for path in sorted(FOLDER.glob("*.toml"))}
    return own | {f"operation {path.parent.name}": entries(path) for path in sorted(rooms)}


@cache
def _entries() -> Mapping[str, str]:
    return {key: written for subject in subjects().values() for key, written in subject.items()}


def entries(path: Path) -> Mapping[str, str]:
    """The entries of a file as they are written, by key."""
    parts = HEAD.split(path.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def parsed(written: str) -> Message:
    """The message of an entry."""
    forms = tomllib.loads(written)
    return Message({language: forms.pop(language) for language in LANGUAGES}, forms)
