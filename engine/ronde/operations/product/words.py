"""The product of two facts: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases, sequence


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    first, second = (phrases.fact(name) for name in sequence(body["product"]))
    yield phrases.translate("page-form-product", one=first, other=second)
