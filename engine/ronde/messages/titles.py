"""A title or label inside a sentence: it begins with a small letter there, as in both languages."""

from __future__ import annotations


def within(title: str) -> str:
    """A title as it stands inside a sentence; an acronym, or a name with a figure in it, keeps its capitals."""
    word = title.partition(" ")[0]
    return title if word[1:] != word[1:].lower() or any(map(str.isdigit, word)) else title[:1].lower() + title[1:]
