"""The most days of work in one unbroken run of periods: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.records.hours.syntax import HoursSyntax
from ronde.operations.records.hours.told import measured
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: HoursSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from measured(phrases, "continuous_days", written, about)
