"""What several definitions over records are told with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases, bullet, mapping, sequence


def gathered(phrases: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """What is gathered over which records."""
    over = mapping(body[form])
    fact = phrases.fact(over["of"]) if "of" in over else phrases.fact(over["value"]) if "value" in over else ""
    by = ", ".join(map(phrases.fact, sequence(over.get("by"))))
    yield phrases.translate(f"page-form-{form.replace('_', '-')}", list=phrases.records(over["in"]), fact=fact, by=by)
    yield ""
    if "where" in over:
        yield bullet(0, phrases.translate("page-where"))
        yield from phrases.conditions(over["where"], 1)
    if "holds" in over:
        yield bullet(0, phrases.translate("page-holds"))
        yield from phrases.conditions(over["holds"], 1)
    if "none" in over:
        yield bullet(0, phrases.translate("page-no-entry", value=phrases.value(over["none"], about)))
