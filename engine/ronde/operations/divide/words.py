"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.divide.syntax import DivideSyntax
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: DivideSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    fact, by = phrases.fact(written.fact), phrases.value(written.by, about)
    yield phrases.translate("page-form-divide", fact=fact, by=by)
