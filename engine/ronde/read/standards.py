"""Lists that a book need not write out because a published standard does: their codes, titles, and what is often
written in their place.

ISO 3166-1 and ISO 639-1 are read from the data of the library `pycountry`. The library itself takes a fifth of a second
to import and is not needed: each of its databases is one file, read here when a book asks for it.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import orjson

from ronde.model.nodes import Texts


@dataclass(frozen=True, slots=True)
class Standard:
    """Where a standard stands in the library: the name of its database and of its French titles, what holds the entries
    there, and which member of an entry is the code. An entry without it is none of the standard."""

    file: str
    entries: str
    code: str = "alpha_2"


STANDARDS: Mapping[str, Standard] = {
    "iso-3166-1": Standard("iso3166-1", "3166-1"),
    "iso-639-1": Standard("iso639-3", "639-3"),
}
"""Every standard that a list may name."""


def items(standard: str) -> dict[str, Texts]:
    """The codes of a standard with their titles in both languages; none for a standard unknown here."""
    return _read(standard)[0] if standard in STANDARDS else {}


def meant(standard: str, written: str) -> str:
    """The code that somebody means who writes a three-letter code or a name of the standard; else nothing."""
    return _read(standard)[1].get(written.strip().casefold(), "") if standard in STANDARDS else ""


def files() -> list[Path]:
    """The files that the standards are read from: each database, and its titles in French. None without the library."""
    found = find_spec("pycountry")
    if found is None or not found.submodule_search_locations:
        return []
    folder = Path(found.submodule_search_locations[0])
    return [path for standard in STANDARDS.values() for path in _files(folder, standard)]


def _files(folder: Path, standard: Standard) -> tuple[Path, Path]:
    titles = folder / "locales" / "fr" / "LC_MESSAGES" / f"{standard.file}.mo"
    return folder / "databases" / f"{standard.file}.json", titles


@cache
def _read(name: str) -> tuple[dict[str, Texts], dict[str, str]]:
    """The titles of a standard by code, and its codes by whatever else names them."""
    standard = STANDARDS[name]
    database, titles = (path for path in files() if path.stem == standard.file)
    written = [each for each in orjson.loads(database.read_bytes())[standard.entries] if standard.code in each]
    with titles.open("rb") as file:
        french = gettext.GNUTranslations(file).gettext
    codes: dict[str, Texts] = {}
    names: dict[str, str] = {}
    for each in sorted(written, key=lambda entry: str(entry[standard.code])):
        code, title = each[standard.code], each.get("common_name", each["name"])
        codes[code] = {"fr": french(title), "en": title}
        english = (title, each["name"], each.get("official_name", title))
        others = (code, each["alpha_3"], *english, *map(french, english))
        names.update((other.casefold(), code) for other in others)
    return codes, names
