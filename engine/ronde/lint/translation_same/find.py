"""The texts that are the same sentence in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ronde.lint import written
from ronde.lint.context import Context, Found

WORD = re.compile(r"[^\W\d_]+")

OF_OTHERS = ("sources", "url", "provision")
"""What a source is called, and where it is, is as its author wrote it."""


def find(context: Context, letters: Decimal) -> Iterator[Found]:
    """Every text of several words that reads alike in both languages, unless it is made of names: a word of so many
    letters that begins small is none."""
    for version in written.versions(context):
        for text in written.texts(version):
            same = text.texts["fr"] == text.texts["en"]
            if same and not set(OF_OTHERS) & set(text.at.steps) and _is_sentence(text.texts["fr"], letters):
                yield Found(text.location("fr"), {"text": text.texts["fr"]})


def _is_sentence(text: str, letters: Decimal) -> bool:
    words = WORD.findall(text)
    return len(words) > 1 and any(len(word) >= letters and word[0].islower() for word in words)
