"""A date moved by whole years, months and days: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.date.syntax import DateSyntax
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: DateSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    earlier = any(str(each.value).startswith("-") for each in written.step.lengths.values())
    key = "page-form-earlier" if earlier else "page-form-later"
    yield phrases.translate(key, span=phrases.span(written.step.lengths), start=phrases.fact(written.start))
