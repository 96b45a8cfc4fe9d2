"""Whether a condition holds of one record: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.records.told import gathered
from ronde.operations.records.written import Over
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: Over, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from gathered(phrases, "exists", written)
