"""Whether a condition holds of every record that is meant: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.records.every.syntax import EverySyntax
from ronde.operations.records.told import condition, gathered
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: EverySyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from gathered(phrases, "every", written.over)
    yield from condition(phrases, "page-holds", written.holds)
