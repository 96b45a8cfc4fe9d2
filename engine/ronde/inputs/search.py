"""Finds what people mean by some words: by name, or by words of a label, a title or a name, in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

WORD = re.compile(r"\w+")


def found_by(words: str, called: Mapping[str, Iterable[str]]) -> list[str]:
    """The names whose texts (or who themselves) hold every one of some words, or words that begin so; neither accents
    nor capitals count. If some are called just so, those alone. Nothing is found by no words."""
    asked = _words(words)
    if not asked:
        return []
    told = {name: [_words(text) for text in (name, *texts)] for name, texts in called.items()}
    exact = [name for name, texts in told.items() if asked in texts]
    return exact or [name for name, texts in told.items() if any(_holds(text, asked) for text in texts)]


def _holds(text: list[str], asked: list[str]) -> bool:
    return all(any(word.startswith(each) for word in text) for each in asked)


def _words(text: str) -> list[str]:
    """The words of a text, without accents and capitals; those of a name are apart at its underscores too."""
    apart = unicodedata.normalize("NFKD", text.replace("_", " ").casefold())
    return WORD.findall("".join(letter for letter in apart if not unicodedata.combining(letter)))
