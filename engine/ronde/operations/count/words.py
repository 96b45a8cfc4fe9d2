"""How many of several conditions hold: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.count.syntax import CountSyntax
from ronde.operations.told import members
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: CountSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from members(phrases, "count", written.members)
