"""How many different values there are over the records that are meant: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.records.told import gathered
from ronde.operations.records.written import ValueOver
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: ValueOver, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from gathered(phrases, "number_of_different", written.over, written.of)
