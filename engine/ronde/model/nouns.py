"""What a book calls those whom its rules are about, and its rounds: a noun in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in one language: its singular, its plural, and whether it is feminine. `elided`: whether what stands
    before it loses its vowel (« l'étudiante »)."""

    one: str
    other: str
    feminine: bool = False
    elided: bool = False


Nouns: TypeAlias = Mapping[str, Noun]
"""A noun by language."""

PERSON, ROUND = "person", "round"
"""What a book may have a noun for."""
