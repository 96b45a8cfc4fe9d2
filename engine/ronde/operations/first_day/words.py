"""The first day of the month or of the year of a date: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages.dates import day_of_year
from ronde.model.nodes import Fact
from ronde.operations.first_day.form import begins_on
from ronde.operations.first_day.syntax import FirstDaySyntax
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: FirstDaySyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    fact = phrases.fact(written.of)
    if written.within.value == "month":
        yield phrases.translate("page-first-of-month", fact=fact)
    else:
        first = day_of_year(*begins_on(written.begins), phrases.language)
        yield phrases.translate("page-first-of-year", fact=fact, day=first)
