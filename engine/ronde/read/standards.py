"""Lists that a book need not write out because a published standard does: their codes, titles, and what is often
written in their place.

ISO 3166-1 is read from the data of the library `pycountry`. The library itself takes a fifth of a second to import and
is not needed: its database is one file, read here when a book asks for it.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import orjson

from ronde.model.nodes import Texts

COUNTRIES = "iso-3166-1"
STANDARDS = (COUNTRIES,)
"""Every standard that a list may name."""


def items(standard: str) -> dict[str, Texts]:
    """The codes of a standard with their titles in both languages; none for a standard unknown here."""
    return _countries()[0] if standard == COUNTRIES else {}


def meant(standard: str, written: str) -> str:
    """The code that somebody means who writes a three-letter code or a name of the standard; else nothing."""
    return _countries()[1].get(written.strip().casefold(), "") if standard == COUNTRIES else ""


def files() -> list[Path]:
    """The files that the standards are read from: the countries, and their titles in French. None without the
    library."""
    found = find_spec("pycountry")
    if found is None or not found.submodule_search_locations:
        return []
    folder = Path(found.submodule_search_locations[0])
    return [
        folder / "databases" / "iso3166-1.json",
        folder / "locales" / "fr" / "LC_MESSAGES" / "iso3166-1.mo",
    ]


@cache
def _countries() -> tuple[dict[str, Texts], dict[str, str]]:
    """The countries by code, and their codes by whatever else names them."""
    countries, titles = files()
    written = orjson.loads(countries.read_bytes())["3166-1"]
    with titles.open("rb") as file:
        french = gettext.GNUTranslations(file).gettext
    codes: dict[str, Texts] = {}
    names: dict[str, str] = {}
    for each in sorted(written, key=lambda country: str(country["alpha_2"])):
        code, title = each["alpha_2"], each.get("common_name", each["name"])
        codes[code] = {"fr": french(title), "en": title}
        english = (title, each["name"], each.get("official_name", title))
        others = (code, each["alpha_3"], *english, *map(french, english))
        names.update((other.casefold(), code) for other in others)
    return codes, names
