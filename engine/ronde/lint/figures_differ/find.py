"""The texts whose figures differ between the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ronde.lint import written
from ronde.lint.context import Context, Found

GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f ,.](?=\d{3}(?!\d))")
"""What stands between thousands in either language."""

SOURCES = "sources"
"""What a source is called in each language is as its author wrote it."""


def find(context: Context) -> Iterator[Found]:
    """Every text with a figure that its counterpart has not."""
    figures = cache(_figures)
    for version in written.versions(context):
        for text in written.texts(version):
            english, french = (figures(text.texts[language]) for language in ("en", "fr"))
            if english != french and text.at.steps[0] != SOURCES:
                about = {"only_fr": _told(french - english), "only_en": _told(english - french)}
                yield Found(text.location("fr"), about)


def _figures(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", GROUPED.sub("", text)))


def _told(figures: frozenset[str]) -> str:
    return ", ".join(sorted(figures)) or "0"
