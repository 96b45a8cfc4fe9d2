"""How hours over periods are told, whichever of them count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ronde.messages.numbers import listed
from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.telling.phrases import Phrases, bullet, mapping, sequence


def measured(phrases: Phrases, form: str, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """Which hours over which periods."""
    over = mapping(body[form])

    def number(key: str) -> Decimal:
        return Decimal(str(over[key]))

    group, value = (phrases.fact(over[key]) if key in over else "" for key in ("by", "value"))
    yield phrases.translate(
        f"page-form-{form.replace('_', '-')}", list=phrases.records(over["in"]), by=group, value=value
    )
    yield ""
    first, last = phrases.fact(over["from"]), phrases.fact(over["to"])
    yield bullet(0, phrases.translate("page-hours-rate", rate=phrases.fact(over["per_week"]), start=first, end=last))
    yield bullet(0, phrases.translate("page-hours-cap", cap=number("cap_per_week")))
    if "minimum_per_week" in over:
        yield bullet(0, phrases.translate("page-hours-minimum", minimum=number("minimum_per_week")))
    bridges = mapping(over.get("bridges"))
    if "weekdays" in bridges:
        days = [phrases.translate(f"weekday-{each}") for each in sequence(bridges["weekdays"])]
        yield bullet(0, phrases.translate("page-hours-weekdays", days=listed(days, "and", phrases.language)))
    if bridges.get("days"):
        yield bullet(0, phrases.translate("page-hours-days", span=phrases.span({"days": bridges["days"]})))
    window = mapping(over.get("window"))
    if window:
        key = "page-hours-window" if len(window) > 1 else "page-hours-before"
        yield bullet(0, phrases.translate(key, span=phrases.span(window), date=phrases.fact(window["before"])))
    if "same" in over:
        yield bullet(0, phrases.translate("page-hours-same", fact=phrases.fact(over["same"])))
    if "where" in over:
        yield bullet(0, phrases.translate("page-where"))
        yield from phrases.conditions(over["where"], 1)
    if "none" in over:
        yield bullet(0, phrases.translate("page-no-entry", value=phrases.value(over["none"], about)))
