"""The bounds of which cases try one side only."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.messages import LANGUAGES, translate
from ronde.messages.numbers import grouped


def find(context: Context) -> Iterator[Found]:
    """Every bound below which no case lies, though some lie on it or above, or the reverse."""
    for each in context.tried.one_sided if context.tried is not None else ():
        key = "coverage-no-bound-below" if each.above else "coverage-no-bound-above"
        told = {language: translate(key, language, nearest=grouped(each.nearest, language)) for language in LANGUAGES}
        yield Found(each.location, {"side": told})
