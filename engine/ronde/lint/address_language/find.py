"""The addresses of sources that lead to the page in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found

MARKS = {
    "en": re.compile(r"(?:/(?:en|eng)(?:/|$))|-(?:eng|en)\.(?:html?|aspx?|pdf)"),
    "fr": re.compile(r"(?:/(?:fr|fra)(?:/|$))|-(?:fra|fr)\.(?:html?|aspx?|pdf)"),
}
"""How addresses say the language of their page."""

OTHER = {"en": "fr", "fr": "en"}
CALLED = {"en": {"en": "English", "fr": "anglais"}, "fr": {"en": "French", "fr": "français"}}


def find(context: Context) -> Iterator[Found]:
    """Every address that says itself to be of the language that it is not given for."""
    for version in written.versions(context):
        for text in written.texts(version):
            if text.steps[-1:] == ("url",):
                for language, url in text.texts.items():
                    if MARKS[OTHER[language]].search(url) and not MARKS[language].search(url):
                        yield Found(text.place(language), {"wanted": CALLED[language]})
