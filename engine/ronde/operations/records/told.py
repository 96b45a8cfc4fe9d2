"""What several definitions over records are told with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ronde.model.nodes import Fact
from ronde.operations.records.written import Over
from ronde.syntax.conditions import Condition
from ronde.syntax.values import Literal, Name
from ronde.telling.phrases import Phrases, bullet


def gathered(
    phrases: Phrases, form: str, over: Over, fact: Name | None = None, by: Sequence[Name] = ()
) -> Iterator[str]:
    """What is gathered over which records."""
    named = phrases.fact(fact) if fact else ""
    order = ", ".join(map(phrases.fact, by))
    key = f"page-form-{form.replace('_', '-')}"
    yield phrases.translate(key, list=phrases.records(over.records.text), fact=named, by=order)
    yield ""
    if over.where is not None:
        yield from condition(phrases, "page-where", over.where)


def condition(phrases: Phrases, key: str, written: Condition) -> Iterator[str]:
    """A condition on records below what it is for."""
    yield bullet(0, phrases.translate(key))
    yield from phrases.conditions(written, 1)


def no_record(phrases: Phrases, none: Literal | None, about: Fact | None) -> Iterator[str]:
    """What stands for no record, if that is written."""
    if none is not None:
        yield bullet(0, phrases.translate("page-no-entry", value=phrases.value(none, about)))
