"""What a new version says in the place of what is to be filled in."""

from __future__ import annotations

from functools import cache

from ronde.language import LANGUAGES
from ronde.messages import translate

FILLED = ("published", "checked", "note", "corrects")
"""What nothing before a new version says."""


def hint(key: str, language: str) -> str:
    """The comment that says what is to be written at a key."""
    return f"# {translate(f'edit-fill-{key}', language)}"


@cache
def hints() -> frozenset[str]:
    """Every such comment, in every language."""
    return frozenset(hint(key, language) for key in FILLED for language in LANGUAGES)
