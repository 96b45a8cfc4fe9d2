"""An amount that shrinks as a number grows above a threshold: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages.numbers import multiple
from ronde.model.nodes import Fact
from ronde.operations.reduce.syntax import ReduceSyntax
from ronde.operations.told import rounding_told
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: ReduceSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    grown = phrases.about(written.of.text)
    named = {
        "amount": phrases.fact(written.amount),
        "of": phrases.fact(written.of),
        "above": phrases.operand(written.above, grown),
    }
    if written.for_each is not None:
        key = "page-form-reduce-begun" if written.begun is not None and written.begun.value else "page-form-reduce"
        by, each = phrases.single(written.by.value, about), phrases.single(written.for_each.value, grown)
        yield phrases.translate(key, **named, by=by, each=each)
    else:
        yield phrases.translate("page-form-reduce-rate", **named, by=multiple(str(written.by.value), phrases.language))
        if written.rounding is not None:
            yield from ("", rounding_told(phrases, written.rounding, about))
