"""Characters that look right and are not: spaces that do not break, hyphens of print, digits of another script.

They come with text that was copied from a page or a word processor. Where a text is refused that holds one, it is why.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

HIDDEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
"""What shows nothing at all."""

SPACES = {"\u00a0": "character-no-break-space", "\u202f": "character-narrow-space"}
"""The spaces that have a name of their own; any other is `character-space`."""

HYPHENS = {"\u2011": "character-hyphen", "\u2212": "character-minus"}
"""The hyphens and minus signs that have a name of their own; any other is `character-dash`."""

DASHES = "\u2010\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d"

QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\uff02\uff07"
"""Quotation marks of print: YAML takes them for letters, so that they matter at an end of a text only."""

ALIKE = dict(
    zip(
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0501\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd",
        "ABESIJKMHOPCTXaeopcyxsijdABEZHIKMNOPTYXov",
        strict=True,
    )
)
"""The Cyrillic and Greek letters that look like Latin ones."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A character that looks right and is not: the code of what is said of it, where it stands (from 1), and what is
    written instead, if anything."""

    code: str
    character: str
    position: int
    instead: str


def stranger(text: str) -> Stranger | None:
    """The first character of a text that looks right and is not. Letters count where all of the text would be ASCII
    without them: a text in another script is what it looks like."""
    if text.isascii():
        return None
    latin = ordinary(text).isascii()
    for position, character in enumerate(text, 1):
        at_end = position in (1, len(text))
        code, instead = _look(character)
        if code == "character-quote" and not at_end:
            continue
        if code and (latin or code not in ("character-letter", "character-wide")):
            return Stranger(code, character, position, instead)
    return None


def ordinary(text: str) -> str:
    """A text with the ordinary characters that it was probably meant to have."""
    return text if text.isascii() else "".join(_meant(character) for character in text).strip()


def _meant(character: str) -> str:
    code, instead = _look(character)
    return instead if code else character


def _look(character: str) -> tuple[str, str]:
    """What is said of a character, and what to write instead; nothing for one that is what it seems."""
    if character.isascii():
        return "", ""
    if character in HIDDEN:
        return "character-hidden", ""
    if unicodedata.category(character) == "Zs":
        return SPACES.get(character, "character-space"), " "
    if character in HYPHENS or character in DASHES:
        return HYPHENS.get(character, "character-dash"), "-"
    if character in QUOTES:
        return "character-quote", ""
    if character in ALIKE:
        return "character-letter", ALIKE[character]
    if "\uff01" <= character <= "\uff5e":
        return "character-wide", chr(ord(character) - 0xFEE0)
    digit = unicodedata.decimal(character, None)
    return ("", "") if digit is None else ("character-digit", str(digit))


REFUSALS: Mapping[str, str] = {
    **dict.fromkeys(("key-unknown",), "key"),
    **dict.fromkeys(("list-unknown",), "list"),
    **dict.fromkeys(("source-unknown",), "source"),
    **dict.fromkeys(
        (
            "fact-name",
            "fact-unknown",
            "fact-never",
            "records-unknown",
            "profile-unknown",
            "column-unknown",
            "column-absent",
        ),
        "name",
    ),
    **dict.fromkeys(
        (
            "schema-type",
            "schema-enum",
            "schema-pattern",
            "code-unknown",
            "profile-code",
            "fraction",
            "value-not-yes-no",
            "value-not-number",
            "value-not-choice",
            "value-not-pattern",
            "value-not-date",
            "value-impossible-date",
        ),
        "value",
    ),
}
"""What refuses a text, and the parameter that holds it."""

VALUES = frozenset({"true", "false", "null"})


def cause(code: str, about: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """What is told of something wrong: the character that looks right and is not, if that is why a text was refused."""
    text = about.get(REFUSALS.get(code, ""))
    found = stranger(text) if isinstance(text, str) else None
    if found is None or not isinstance(text, str) or (code == "schema-type" and not _value(ordinary(text))):
        return code, about
    number = f"U+{ord(found.character):04X}"
    return found.code, {"value": text, "number": number, "position": found.position, "instead": found.instead}


def _value(text: str) -> bool:
    """Whether a text is a number or one of YAML's words: only then was it refused for how it is written."""
    return text in VALUES or text.lstrip("+-").replace(".", "", 1).isdigit()
