"""Which commands are meant by a word that is the name of none: by what people call them, or by its spelling."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from ronde.model.near import nearest

TABLE = Path(__file__).with_name("meant.toml")


def other_words() -> Mapping[str, list[str]]:
    """What people type for each command that is called otherwise, in both languages."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def meant(word: str, commands: Iterable[str]) -> list[str]:
    """The commands, of these, that people call so; else the one whose name is spelt most like it, if one is near."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(each))
    known = list(commands)
    called = [name for name, words in other_words().items() if plain in words and name in known]
    return called or list(filter(None, [nearest(plain, known)]))
