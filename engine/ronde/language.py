"""The language of whoever reads: the one asked for, else that of the locale, else English. It imports nothing heavy."""

from __future__ import annotations

import os
from collections.abc import Sequence

LANGUAGES = ("en", "fr")


def language_of(words: Sequence[str]) -> str:
    """The language asked for with --lang among the words of a command, else that of the locale, else English."""
    for number, word in enumerate(words):
        wanted = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and number + 1 < len(words):
            wanted = words[number + 1]
        if wanted in LANGUAGES:
            return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.startswith("fr") else "en"
    return "en"
