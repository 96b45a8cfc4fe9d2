"""What is said of the answers for a pool by the rules of two dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ronde.evaluate.carried import carried_data, versions_of
from ronde.evaluate.decision import day_text
from ronde.explain.page import Line, Page
from ronde.explain.pools import Read, read_lines
from ronde.messages import translate
from ronde.messages.dates import in_words
from ronde.messages.nouns import nouns_of
from ronde.messages.numbers import grouped
from ronde.model.history import History
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind
from ronde.telling.values import show_difference

if TYPE_CHECKING:
    from ronde.simulate.comparison import Comparison, FactChange


@dataclass(frozen=True)
class Compared:
    """The answers for a pool by the rules of two dates, the rules of each, and how the pool was read."""

    history: History
    found: Comparison
    plans: tuple[Plan, Plan]
    read: Read


def compare_page(compared: Compared, language: str) -> Page:
    """What changes of each fact from the rules of one date to those of another."""
    history, found, read = compared.history, compared.found, compared.read
    first, second = (in_words(date.fromordinal(day), language) for day in found.days)
    nouns = nouns_of(history.nouns)
    about = {**nouns, "first": first, "second": second, "rows": read.rows - read.rejected}
    page = Page(translate("compare-title", language, **about))
    if found.clock is None:
        page.add("", [Line(0, translate("compare-moving", language, **nouns), "unknown")])
    else:
        page.add("", [Line(0, translate("clock-held", language, day=day_text(found.clock)))])
    for each in found.facts:
        plan = compared.plans[0] if each.defined[0] else compared.plans[1]
        label = plan.facts[each.name].label.get(language, each.name)
        page.add(
            f"{label} ({each.name})",
            _change_lines(each, plan.facts[each.name], (first, second), _unread(history, found, each.name), language),
        )
    page.add(translate("cautions-heading", language), read_lines(history, read, language))
    return page


def _unread(history: History, found: Comparison, name: str) -> tuple[str, ...]:
    """The days of the versions of which only the existence is known, that a fact rests on on one date or both."""
    codes = {code for side in found.cautions for code, each in side.items() if name in each.facts}
    return tuple(sorted({day_text(version.effective) for version in versions_of(history, codes)}))


def _change_lines(
    each: FactChange, about: Fact, days: tuple[str, str], unread: tuple[str, ...], language: str
) -> list[Line]:
    for defined, day in zip(each.defined, days, strict=True):
        if not defined:
            return [Line(0, translate("compare-undefined", language, date=day), "unknown")]
    kind = "truth" if each.kind is Kind.YES_NO else "number"
    lines = [
        Line(
            0,
            translate(
                "compare-changed", language, count=grouped(each.changed, language), same=grouped(each.same, language)
            ),
        )
    ]
    if unread:
        lines.append(Line(0, translate("compare-unread", language, days=unread), "unknown"))
    if each.changed and (each.numeric or kind == "truth"):
        moved = {"gained": grouped(each.gained, language), "lost": grouped(each.lost, language)}
        lines.append(Line(1, translate(f"compare-{kind}", language, **moved)))
    for key, count in (
        ("compare-became-unknown", each.became_unknown),
        ("compare-became-known", each.became_known),
        ("compare-unknown", each.unknown),
    ):
        if count:
            lines.append(Line(0, translate(key, language, count=grouped(count, language)), "unknown"))
    if each.mean is not None and each.numeric and each.changed:
        lines.append(Line(0, translate("compare-mean", language, mean=show_difference(each.mean, about, language))))
        steps = [
            translate(
                "percent-step", language, percent=f"{share:.0%}"[:-1], value=show_difference(value, about, language)
            )
            for share, value in quantiles(each).items()
        ]
        lines.append(Line(0, translate("compare-quantiles", language, steps="; ".join(steps))))
        for key, named in (("compare-most", each.most), ("compare-least", each.least)):
            if named:
                who = ", ".join(
                    f"{id_} ({show_difference(each.scaled(difference), about, language)})" for difference, id_ in named
                )
                lines.append(Line(0, translate(key, language, who=who)))
    return lines


def quantiles(each: FactChange) -> dict[float, Decimal]:
    """The differences of a number at some shares of those known on both dates."""
    from ronde.simulate.comparison import QUANTILES

    found = {share: each.quantile(share) for share in QUANTILES}
    return {share: value for share, value in found.items() if value is not None}


def compare_data(compared: Compared) -> dict[str, object]:
    """The same as plain data."""
    history, found, read = compared.history, compared.found, compared.read
    return {
        "dates": [day_text(day) for day in found.days],
        "clock": None if found.clock is None else day_text(found.clock),
        **read.data(history),
        "cautions_by_date": {
            day_text(day): carried_data(history, side) for day, side in zip(found.days, found.cautions, strict=True)
        },
        "facts": {
            each.name: _change_data(each) | {"unread": _unread(history, found, each.name)} for each in found.facts
        },
    }


def _change_data(each: FactChange) -> dict[str, object]:
    told: dict[str, object] = {"defined": list(each.defined)}
    if not all(each.defined):
        return told
    told |= {"changed": each.changed, "same": each.same}
    if each.kind is Kind.YES_NO:
        told |= {"no_to_yes": each.gained, "yes_to_no": each.lost}
    elif each.numeric:
        told |= {"higher": each.gained, "lower": each.lost}
    told |= {
        "known_to_unknown": each.became_unknown,
        "unknown_to_known": each.became_known,
        "unknown_on_both": each.unknown,
    }
    if each.numeric:
        told["mean_difference"] = None if each.mean is None else float(each.mean)
        told["quantiles"] = {str(share): float(value) for share, value in quantiles(each).items()}
        told["largest_gains"] = [{"id": id_, "difference": float(each.scaled(n))} for n, id_ in each.most]
        told["largest_losses"] = [{"id": id_, "difference": float(each.scaled(n))} for n, id_ in each.least]
    return told
