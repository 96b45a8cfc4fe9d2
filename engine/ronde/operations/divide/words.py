"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases, mapping


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    divide = mapping(body["divide"])
    yield phrases.translate(
        "page-form-divide", fact=phrases.fact(divide["fact"]), by=phrases.value(divide["by"], about)
    )
