"""The first working day from a date on: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages.numbers import listed
from ronde.model.nodes import Fact
from ronde.operations.working_day.syntax import WorkingDaySyntax
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: WorkingDaySyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    days = [phrases.translate(f"weekday-{each.text}") for each in written.weekend]
    yield phrases.translate(
        "page-working-day",
        fact=phrases.fact(written.start),
        days=listed(days, "or", phrases.language),
        list=phrases.list_name(written.holidays.text),
    )
