"""A date moved by whole years, months and days: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases, mapping


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    date = mapping(body["date"])
    earlier = any(str(date.get(unit, "")).startswith("-") for unit in ("years", "months", "days"))
    key = "page-form-earlier" if earlier else "page-form-later"
    yield phrases.translate(key, span=phrases.span(date), start=phrases.fact(date["from"]))
