"""How hours over periods are told, whichever of them count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ronde.messages.numbers import listed
from ronde.model.nodes import Fact
from ronde.operations.records.hours.syntax import Bridges, HoursSyntax, Window
from ronde.operations.records.told import condition, no_record
from ronde.syntax.values import Literal
from ronde.telling.phrases import Phrases, bullet

RUNS = ("continuous_hours", "continuous_days")
"""The forms in which a day of too few hours breaks a run."""


def measured(phrases: Phrases, form: str, written: HoursSyntax, about: Fact | None) -> Iterator[str]:
    """Which hours over which periods."""
    by, value = (phrases.fact(name) if name else "" for name in (written.group, written.value))
    key, records = f"page-form-{form.replace('_', '-')}", phrases.records(written.over.records.text)
    yield phrases.translate(key, list=records, by=by, value=value)
    yield ""
    first, last = phrases.fact(written.start), phrases.fact(written.end)
    if written.per_week is None:
        yield bullet(0, phrases.translate("page-days-span", start=first, end=last))
    else:
        rate = phrases.fact(written.per_week)
        yield bullet(0, phrases.translate("page-hours-rate", rate=rate, start=first, end=last))
    if written.cap_per_week is not None:
        yield bullet(0, phrases.translate("page-hours-cap", cap=_number(written.cap_per_week)))
    if written.minimum_per_week is not None:
        about_minimum = "page-hours-minimum" if form in RUNS else "page-days-minimum"
        yield bullet(0, phrases.translate(about_minimum, minimum=_number(written.minimum_per_week)))
    if written.begins is not None:
        yield bullet(0, phrases.translate("page-week-begins", day=phrases.translate(f"weekday-{written.begins.text}")))
    if written.at_least_days is not None:
        yield bullet(0, _enough(phrases, form, written.at_least_days))
    if written.bridges is not None:
        yield from _bridged(phrases, written.bridges)
    if written.window is not None:
        yield bullet(0, _within(phrases, written.window))
    if written.group is not None and form != "leading":
        yield bullet(0, phrases.translate("page-hours-same", fact=by))
    if written.over.where is not None:
        yield from condition(phrases, "page-where", written.over.where)
    if written.of_which is not None:
        yield from condition(phrases, "page-run-part", written.of_which)
    yield from no_record(phrases, written.none, about)


def _enough(phrases: Phrases, form: str, least: Literal) -> str:
    """How many days of a calendar week or month must count."""
    unit = form.removesuffix("_worked")
    if least.value == "all":
        return phrases.translate(f"page-{unit}-all")
    return phrases.translate(f"page-{unit}-least", days=least.value)


def _number(written: Literal) -> Decimal:
    return Decimal(str(written.value))


def _bridged(phrases: Phrases, bridges: Bridges) -> Iterator[str]:
    """Which gaps do not break a run."""
    if bridges.weekdays is not None:
        days = [phrases.translate(f"weekday-{each.text}") for each in bridges.weekdays]
        yield bullet(0, phrases.translate("page-hours-weekdays", days=listed(days, "and", phrases.language)))
    if bridges.days is not None and bridges.days.value:
        yield bullet(0, phrases.translate("page-hours-days", span=phrases.span({"days": bridges.days})))


def _within(phrases: Phrases, window: Window) -> str:
    """Within which time hours count."""
    lengths = window.length.lengths
    key = "page-hours-window" if lengths else "page-hours-before"
    return phrases.translate(key, span=phrases.span(lengths), date=phrases.fact(window.before))
