"""A constant, or another fact: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.syntax.values import Literal, Value
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: Value, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    key = "page-form-value" if isinstance(written, Literal) else "page-form-same"
    yield phrases.translate(key, value=phrases.value(written, about))
