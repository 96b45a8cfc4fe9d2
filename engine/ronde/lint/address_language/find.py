"""The addresses of sources that lead to the page in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.messages import LANGUAGES, translate

MARKS = {
    "en": re.compile(r"(?:/(?:en|eng)(?:/|$))|-(?:eng|en)\.(?:html?|aspx?|pdf)"),
    "fr": re.compile(r"(?:/(?:fr|fra)(?:/|$))|-(?:fra|fr)\.(?:html?|aspx?|pdf)"),
}
"""How addresses say the language of their page."""

OTHER = {"en": "fr", "fr": "en"}


def find(context: Context) -> Iterator[Found]:
    """Every address that says itself to be of the language that it is not given for."""
    for address in (each for each in written.addresses(context) if not each.once):
        for language, url in address.texts.items():
            if MARKS[OTHER[language]].search(url) and not MARKS[language].search(url):
                wanted = {each: translate(f"language-{language}", each) for each in LANGUAGES}
                yield Found(address.location(language), {"wanted": wanted})
