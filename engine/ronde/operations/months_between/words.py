"""Whole calendar months from one date to another: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.months_between.syntax import MonthsSyntax
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: MonthsSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    start, end = phrases.fact(written.start), phrases.fact(written.end)
    yield phrases.translate(f"page-months-{written.short_month.value}", start=start, end=end)
