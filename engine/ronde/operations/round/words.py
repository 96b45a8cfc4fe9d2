"""A number brought to a whole number of times a unit, as is said: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.product.words import words as product
from ronde.operations.round.syntax import RoundSyntax
from ronde.operations.told import bullets_of_shares, rounding_told
from ronde.operations.written import Parts, Shares
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: RoundSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    rounding = rounding_told(phrases, written.rounding, about)
    if isinstance(written.of, Shares):
        yield from (*bullets_of_shares(phrases, written.of), "", rounding)
    elif isinstance(written.of, Parts):
        yield " ".join((*product(phrases, written.of, about), rounding))
    else:
        yield phrases.translate("page-form-round", of=phrases.value(written.of, None), rounding=rounding)
