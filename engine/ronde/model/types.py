"""The types of values: how each is written by people, and the whole number or text that stands for it inside.

Ordered kinds (yes_no, number, money, date) are whole numbers inside: 0 or 1, scaled by their decimals, cents, day
numbers. Unordered kinds (choice, code, text) are text. There are no floats and no nulls inside: an unknown ordered
value is the pair of its bounds, an unknown text is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeAlias

from ronde.model.characters import cause
from ronde.model.limits import LONGEST_TEXT
from ronde.model.patterns import fits

Value: TypeAlias = int | tuple[int, int] | str | None
"""A whole number (known), a pair of different bounds (unknown, ordered), text (known), None (unknown, unordered)."""

DATE_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_LOW = date(1900, 1, 1).toordinal()
DATE_HIGH = date(2199, 12, 31).toordinal()
LARGEST = 2**52


class Kind(StrEnum):
    """The kinds of values a fact can have."""

    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    CODE = "code"
    TEXT = "text"


ORDERED = frozenset({Kind.YES_NO, Kind.NUMBER, Kind.MONEY, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a fact or node. `low` and `high` bound every value it can take (inside form, both included).

    Of codes, `codes` is the list they are from, `standard` the standard that this list follows, and `instead` what is
    often written in place of a code, with the code that is meant. `form` says in each language what `pattern` asks for.
    """

    kind: Kind
    decimals: int = 0
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    codes: str | None = None
    pattern: str | None = None
    standard: str | None = None
    instead: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def ordered(self) -> bool:
        """Whether its values are whole numbers inside."""
        return self.kind in ORDERED

    @property
    def unknown(self) -> Value:
        """The value that says nothing but the type."""
        if not self.ordered:
            return self.choices[0] if len(self.choices) == 1 else None
        return self.low if self.low == self.high else (self.low, self.high)

    def within(self, low: int, high: int) -> Type:
        """The same type with these bounds."""
        return replace(self, low=low, high=high)


YES_NO = Type(Kind.YES_NO, low=0, high=1)
DATE = Type(Kind.DATE, low=DATE_LOW, high=DATE_HIGH)


class NotOfType(ValueError):
    """What was written is not of the type. `reason` is a key of the catalogue of words, `params` its parameters.

    A character that only looks right is the reason where it is the cause.
    """

    def __init__(self, reason: str, **about: object) -> None:
        super().__init__(reason)
        self.reason, self.params = cause(reason, about)


def unscaled(text: str, decimals: int) -> int:
    """The whole number that stands for a decimal. Errors: NotOfType where it has more decimals than allowed."""
    try:
        scaled = Decimal(text).scaleb(decimals)
        whole = int(scaled)
    except (InvalidOperation, OverflowError, ValueError):
        raise NotOfType("value-not-number", value=text) from None
    if scaled != whole:
        raise NotOfType("value-decimals", value=text, decimals=decimals)
    return whole


def read_value(written: object, kind: Type, *, bounded: bool = True) -> int | str:
    """The inside form of what a person wrote. Errors: NotOfType, with what to write instead."""
    if kind.kind is Kind.YES_NO:
        if not isinstance(written, bool):
            raise NotOfType("value-not-yes-no", value=written)
        return int(written)
    if kind.kind is Kind.DATE:
        return read_date(written)
    if kind.ordered:
        if isinstance(written, bool) or not isinstance(written, int | float):
            raise NotOfType("value-not-number", value=written)
        number = unscaled(repr(written), kind.decimals)
        if abs(number) > LARGEST:
            raise NotOfType("value-not-number", value=written)
        if bounded and not kind.low <= number <= kind.high:
            raise NotOfType(
                "value-out-of-bounds",
                value=written,
                low=show_number(kind.low, kind.decimals),
                high=show_number(kind.high, kind.decimals),
            )
        return number
    if not isinstance(written, str):
        raise NotOfType("value-not-text", value=written)
    if len(written) > LONGEST_TEXT or "\0" in written:
        raise NotOfType("value-text", most=LONGEST_TEXT)
    if kind.choices and written not in kind.choices:
        raise NotOfType("value-not-choice", value=written, choices=", ".join(kind.choices))
    if kind.pattern and not fits(kind.pattern, written):
        raise NotOfType("value-not-pattern", value=written, form=dict(kind.form))
    return written


def read_date(written: object) -> int:
    """The day number of a civil date written YYYY-MM-DD. Errors: NotOfType."""
    if not isinstance(written, str) or not DATE_PATTERN.fullmatch(written):
        raise NotOfType("value-not-date", value=written)
    try:
        day = date.fromisoformat(written).toordinal()
    except ValueError:
        raise NotOfType("value-impossible-date", value=written) from None
    if not DATE_LOW <= day <= DATE_HIGH:
        low, high = (date.fromordinal(end).isoformat() for end in (DATE_LOW, DATE_HIGH))
        raise NotOfType("value-date-range", value=written, low=low, high=high)
    return day


def show_number(number: int, decimals: int) -> str:
    """The decimal that a scaled whole number stands for, without needless zeros."""
    return format(Decimal(number).scaleb(-decimals).normalize() if number else Decimal(0), "f")


def plain(value: Value, kind: Type) -> object:
    """What stands for a known value in JSON: true/false, a number, a date's text, text. Unknown gives None."""
    if value is None or isinstance(value, tuple | str):
        return value if isinstance(value, str) else None
    if kind.kind is Kind.YES_NO:
        return bool(value)
    if kind.kind is Kind.DATE:
        return date.fromordinal(value).isoformat()
    if kind.decimals == 0 or value % 10**kind.decimals == 0:
        return value // 10**kind.decimals
    return float(show_number(value, kind.decimals))
