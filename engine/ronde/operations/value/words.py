"""A constant, or another fact: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    key = "page-form-same" if isinstance(body["value"], dict) else "page-form-value"
    yield phrases.translate(key, value=phrases.value(body["value"], about))
