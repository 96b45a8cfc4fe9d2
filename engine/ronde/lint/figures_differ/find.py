"""The texts whose figures differ between the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.cursor import whole
from ronde.syntax.sources import EXACT, WORDING
from ronde.syntax.texts import Localised

GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f ,.](?=\d{3}(?!\d))")
"""What stands between thousands in either language."""

SOURCES = "sources"
"""What a source is called in each language is as its author wrote it, and so is its exact wording."""


def find(context: Context) -> Iterator[Found]:
    """Every text with a figure that its counterpart has not."""
    figures = cache(_figures)
    for version in written.versions(context):
        for text in written.texts(version):
            english, french = (figures(text.texts[language]) for language in ("en", "fr"))
            if english != french and not _of_a_source(text):
                about = {"only_fr": _told(french - english), "only_en": _told(english - french)}
                yield Found(text.location("fr"), about)


def _of_a_source(text: Localised) -> bool:
    """Whether a text is as the author of a source wrote it."""
    if text.at.steps[0] != SOURCES:
        return False
    return text.at.steps[-1] != WORDING or whole(text.at.document).down(*text.at.steps).text("kind") == EXACT


def _figures(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", GROUPED.sub("", text)))


def _told(figures: frozenset[str]) -> str:
    return ", ".join(sorted(figures)) or "0"
