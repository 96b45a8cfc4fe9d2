"""The value of the record that comes first by an order, else a given one: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.records.pick.syntax import PickSyntax
from ronde.operations.records.told import gathered, no_record
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: PickSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from gathered(phrases, "pick", written.over, written.value, written.by)
    yield from no_record(phrases, written.none, about)
