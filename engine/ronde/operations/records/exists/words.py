"""Whether a condition holds of one record: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.operations.records.told import gathered
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from gathered(phrases, "exists", body, about)
