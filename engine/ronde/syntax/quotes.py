"""Facts that a text for people quotes: their names in braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

QUOTE = re.compile(r"(?<!\{)\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}(?!\})")
"""A name in braces; in two pairs of braces it is text."""


def quoted_in(text: str) -> tuple[str, ...]:
    """The facts that a text quotes, each once."""
    return tuple(dict.fromkeys(QUOTE.findall(text)))


def with_quotes(text: str, plainly: Callable[[str], str], of_fact: Callable[[str], str]) -> str:
    """A text with what stands between quotes told in one way, and the facts that it quotes in another."""
    return "".join(_parts(text, plainly, of_fact))


def _parts(text: str, plainly: Callable[[str], str], of_fact: Callable[[str], str]) -> Iterator[str]:
    for place, part in enumerate(QUOTE.split(text)):
        if part:
            yield of_fact(part) if place % 2 else plainly(part)
