"""What several definitions are told with: conditions, parts, tables of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ronde.messages.escape import markdown
from ronde.model.nodes import Fact
from ronde.model.types import Kind
from ronde.operations.written import Parts, RoundingSyntax, Shares
from ronde.syntax.conditions import Condition
from ronde.syntax.values import FactValue
from ronde.telling.phrases import Phrases, bullet
from ronde.telling.values import show_ordered, show_plain


def members(phrases: Phrases, form: str, written: Sequence[Condition]) -> Iterator[str]:
    """A list of conditions, by the form that joins them."""
    yield phrases.translate(f"page-form-{form}")
    yield ""
    for member in written:
        yield from phrases.condition(member, 0)


def bullets_of(phrases: Phrases, form: str, written: Parts) -> Iterator[str]:
    """Facts of a list, each with the most that it can be."""
    yield phrases.translate(f"page-form-{form}")
    yield ""
    for part in written.facts:
        most = maximum(phrases, phrases.about(part.text))
        yield bullet(0, phrases.fact(part) + (f" — {most}" if most else ""))


def bullets_of_shares(phrases: Phrases, written: Shares) -> Iterator[str]:
    """Facts of a sum, each with what it counts for, or with the most that it can be."""
    yield phrases.translate("page-form-sum")
    yield ""
    for share in written.values:
        if isinstance(share, FactValue) and share.times is None:
            most = maximum(phrases, phrases.about(share.fact.text))
            yield bullet(0, phrases.fact(share.fact) + (f" — {most}" if most else ""))
        else:
            yield bullet(0, phrases.value(share, None))


def rounding_told(phrases: Phrases, written: RoundingSyntax, about: Fact | None) -> str:
    """How a number is rounded."""
    return phrases.translate(f"rounding-{written.towards.value}", to=phrases.single(written.to.value, about)) + "."


def maximum(phrases: Phrases, about: Fact | None) -> str:
    """The most that a fact can be, in each column where it differs."""
    if about is None or about.maximum is None:
        return ""

    if not isinstance(about.maximum, dict):
        return phrases.translate("page-maximum", value=markdown(show_ordered(about.maximum, about, phrases.language)))
    chooser = phrases.plan.choosers.get(about.name) or phrases.plan.choosers.get(frozenset(about.maximum))
    fact = phrases.plan.facts.get(phrases.plan.nodes[chooser[0]].fact or "") if chooser else None
    told = []
    for column, most in about.maximum.items():
        title = column
        if chooser and fact:
            match = next((match for match, name in chooser[1] if name == column), None)
            values: list[int | str] = [*(low for low, _ in match.intervals), *sorted(match.texts)] if match else []
            titles = [
                fact.choices.get(value, {}).get(phrases.language, value)
                if isinstance(value, str)
                else show_plain(value, fact, phrases.language)
                for value in values
            ]
            title = one_of_column(phrases, fact.label.get(phrases.language, fact.name), " / ".join(titles))
        told.append(
            phrases.translate(
                "page-maximum-column",
                value=markdown(show_ordered(most, about, phrases.language)),
                column=markdown(title),
            )
        )
    return phrases.translate("page-maximum", value="; ".join(told))


def one_of_column(phrases: Phrases, label: str, value: str) -> str:
    """A label with one value of it."""
    return phrases.translate("line-value", label=label, value=value)


def row_key(key: object) -> str:
    """A key of a row as a file writes it."""
    return str(key).lower() if isinstance(key, bool) else str(key)


def plural(phrases: Phrases, about: Fact | None) -> str:
    """The unit as a heading says it, of any number; empty if there is none."""
    unit = about.unit.get(phrases.language) if about else None
    return markdown(unit.other) if unit else ""


def unit_heading(phrases: Phrases, about: Fact | None) -> str:
    """The heading of the values: their unit, else a word for them."""
    unit = plural(phrases, about)
    if unit:
        return unit[:1].upper() + unit[1:]
    return phrases.translate("page-amount" if about and about.type.kind is Kind.MONEY else "page-value")


def grid(head: list[str], rows: Iterator[list[str]], keys: int, *, figures: bool = True) -> Iterator[str]:
    """The lines of a table; the columns after the keys are figures."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * keys}{(' ---: |' if figures else ' --- |') * (len(head) - keys)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
