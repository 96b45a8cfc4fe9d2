"""Exact fractions as people write them: a whole number, 13/10, 7.5 %. No floats."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

WRITTEN = re.compile(r"(-?[0-9]{1,9})(?:/([1-9][0-9]{0,8}))?|(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)\s?%")
"""A whole number, a fraction, or a percentage."""


def fraction_of(text: str) -> Fraction | None:
    """The number that is written; None if it is written in no such form."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    top, bottom, percent = found.groups()
    return Fraction(Decimal(percent)) / 100 if percent else Fraction(int(top), int(bottom or 1))


def decimals_of(number: Fraction) -> int | None:
    """How many decimals write a number exactly; None if none do, as of one third."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
