"""A number divided by another, brought to a whole number of times a unit, as is said: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.quotient.syntax import QuotientSyntax
from ronde.operations.told import rounding_told
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: QuotientSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    of, by = phrases.value(written.of, None), phrases.value(written.by, None)
    yield phrases.translate(
        "page-form-quotient", of=of, by=by, rounding=rounding_told(phrases, written.rounding, about)
    )
