"""The year of a date: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.syntax.values import Name
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: Name, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield phrases.translate("page-year-of", fact=phrases.fact(written))
