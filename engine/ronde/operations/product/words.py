"""The product of two facts: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.written import Parts
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: Parts, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    first, second = (phrases.fact(name) for name in written.facts)
    yield phrases.translate("page-form-product", one=first, other=second)
