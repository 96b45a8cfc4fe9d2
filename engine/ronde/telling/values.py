"""Values as people read them, in their language: amounts, dates, titles of choices and codes, bounds of unknowns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from ronde.messages import translate
from ronde.messages.dates import in_words
from ronde.messages.numbers import amount, grouped, measured
from ronde.model.fractions import decimals_of
from ronde.model.nodes import Fact, Op, Plan, Texts
from ronde.model.types import Kind, Type, Value, read_value, show_number

FIGURES = 6
"""How many decimals are shown of a number that is not yet rounded."""


def constant_of(plan: Plan, name: str) -> int | str | None:
    """What a fact always is, in inside form; None if it is no constant."""
    root = plan.nodes[plan.roots[name]] if name in plan.roots else None
    defined = plan.nodes[root.args[0]] if root and root.args else None
    if defined is None or defined.op is not Op.CONSTANT or not isinstance(defined.data, int | str):
        return None
    return defined.data


def show(value: Value, fact: Fact, plan: Plan, language: str) -> str:
    """A fact's value: with its unit, its title, or the bounds of what it can be."""
    if isinstance(value, tuple) and value != (fact.type.low, fact.type.high) and fact.type.kind is not Kind.YES_NO:
        low = _known(value[0], replace(fact, unit={}), plan, language)
        high = _known(value[1], fact, plan, language)
        if fact.type.kind is Kind.DATE:
            low, high = (translate("the-day", language, date=end) for end in (low, high))
        return translate("unknown-between", language, low=low, high=high)
    if value is None or isinstance(value, tuple):
        return translate("unknown", language)
    return _known(value, fact, plan, language)


def _known(value: int | str, fact: Fact, plan: Plan, language: str) -> str:
    if isinstance(value, str):
        title = fact.choices.get(value, {}).get(language)
        codes = plan.codes.get(fact.type.codes or "", {})
        item = codes.get(value)
        if isinstance(item, dict):
            return f"{value} ({item.get(language, '')})"
        return title or value
    return show_ordered(value, fact, language)


def show_ordered(value: int, fact: Fact, language: str) -> str:
    """A known yes or no, number, amount (in cents) or day (by its number) of a fact, with its unit if it has one."""
    if fact.type.kind in (Kind.NUMBER, Kind.MONEY):
        return show_decimal(show_number(value, fact.type.decimals), fact, language)
    return show_plain(value, fact, language)


def show_decimal(number: str, fact: Fact, language: str) -> str:
    """A number of a fact, given as a plain decimal, with its unit or the sign of its currency if it has one."""
    if fact.type.kind is Kind.MONEY:
        return amount(number, fact.currency.get(language, ""), language)
    unit = fact.unit.get(language)
    return measured(number, unit, language) if unit else grouped(number, language)


def show_exact(number: Fraction, fact: Fact, language: str) -> str:
    """A number of a fact, with its unit: exact if at most six decimals write it, else with six and a mark."""
    decimals = decimals_of(number)
    exact = decimals is not None and decimals <= FIGURES
    told = show_decimal(show_number(round(number * 10**FIGURES), FIGURES), fact, language)
    return told if exact else f"≈ {told}"


def show_difference(value: Decimal, fact: Fact, language: str) -> str:
    """A difference of two values of a fact: with its sign and the fact's unit, money to its hundredths."""
    if fact.type.kind is Kind.MONEY:
        value = round(value, 2)
    told = show_decimal(f"{value.normalize():f}", fact, language)
    return f"+{told}" if value > 0 else told


def show_plain(value: int, fact: Fact, language: str) -> str:
    """A known ordered value of a fact without its unit; an amount has the sign of its currency all the same."""
    return show_of_type(value, fact.type, fact.currency, language)


def show_of_type(value: int, kind: Type, currency: Texts, language: str) -> str:
    """A known ordered value of a type; an amount has the sign of a currency, if there is one."""
    if kind.kind is Kind.YES_NO:
        return translate("yes" if value else "no", language)
    if kind.kind is Kind.DATE:
        return show_day(value, language)
    number = show_number(value, kind.decimals)
    return amount(number, currency.get(language, ""), language) if currency else grouped(number, language)


def show_day(day: int, language: str) -> str:
    """A day by its number, in words."""
    return in_words(date.fromordinal(day), language)


def show_instant(instant: int, language: str) -> str:
    """An instant, in seconds from the beginning of 1970 in UTC: its day in words, its hour, minute and second."""
    at = datetime.fromtimestamp(instant, UTC)
    return translate("instant", language, date=at.date(), hour=at.hour, minute=at.minute, second=at.second)


def show_literal(written: object, fact: Fact, plan: Plan, language: str) -> str:
    """A literal that a condition compares with, as a value of the fact it is compared to."""
    if isinstance(written, float) and fact.type.ordered:
        return show_decimal(format(Decimal(repr(written)), "f"), fact, language)
    return _known(read_value(written, fact.type, bounded=False), fact, plan, language)
