"""The sum of the highest values over the records that are meant: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.records.told import condition
from ronde.operations.records.total_of_best.syntax import BestSyntax
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: BestSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    over, fact = written.values.over, phrases.fact(written.values.of)
    records = phrases.records(over.records.text)
    yield phrases.translate("page-form-total-of-best", number=written.number.value, list=records, fact=fact)
    if over.where is not None:
        yield ""
        yield from condition(phrases, "page-where", over.where)
