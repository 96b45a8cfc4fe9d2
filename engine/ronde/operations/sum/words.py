"""Several values added: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.model.nodes import Fact
from ronde.operations.sum.syntax import SumSyntax
from ronde.operations.told import bullets_of_shares
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: SumSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    yield from bullets_of_shares(phrases, written.parts)
    for name, bound in (("cap", written.cap), ("floor", written.floor)):
        if bound is not None:
            yield from ("", phrases.translate(f"page-{name}", value=phrases.value(bound, about)))
