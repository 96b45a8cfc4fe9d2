"""Whether none of several conditions holds: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.told import members
from ronde.syntax.conditions import ConditionGroup
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: ConditionGroup, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from members(phrases, written.form, written.members)
