"""The least of several values: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.told import bullets_of
from ronde.operations.written import Parts
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: Parts, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from bullets_of(phrases, "least", written)
