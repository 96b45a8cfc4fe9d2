"""Numbers in a sentence: the form of a word that goes with a count, by the rule of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ronde.model.nodes import Unit

APART = "\N{NO-BREAK SPACE}"
"""What stands between a number and its word or unit, and between thousands in French."""


def is_one(count: float, language: str) -> bool:
    """Whether a count takes the singular: in French below two (0 point, 1,5 point), in English one alone (CLDR)."""
    return abs(count) < 2 if language == "fr" else count == 1


def grouped(number: str, language: str) -> str:
    """A number with its thousands apart, and the decimal sign of the language."""
    whole, _, decimals = number.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    joined = sign + f"{int(whole):,}".replace(",", APART if language == "fr" else ",")
    return joined + (("," if language == "fr" else ".") + decimals if decimals else "")


def amount(number: str, sign: str, language: str) -> str:
    """An amount given as a plain decimal, with the sign of its currency: “$15,263”, “CHF 15,263”, « 15 263,50 $ ».

    Without a sign it is a plain number. With hundredths it has both their figures. In English what is below zero has
    its minus first: “-$25”.
    """
    if not sign:
        return grouped(number, language)
    whole, _, hundredths = number.partition(".")
    told = grouped(f"{whole}.{hundredths:0<2}" if hundredths else whole, language)
    if language == "fr":
        return f"{told}{APART}{sign}"
    minus, told = ("-", told[1:]) if told.startswith("-") else ("", told)
    return f"{minus}{sign}{APART if sign[-1].isalpha() else ''}{told}"


def measured(number: str, unit: Unit, language: str) -> str:
    """A number with its unit in the form that the number takes, such as « 1,5 point » or “1.5 points”.

    `number` is a plain decimal without needless zeros. French keeps the unit with its number (U+00A0); so does English
    for a unit that does not change, such as h, and sets % against the number.
    """
    form = unit.one if is_one(float(number), language) else unit.other
    if language == "fr":
        return f"{grouped(number, language)}{APART}{form}"
    space = "" if form == "%" else APART if unit.one == unit.other else " "
    return f"{grouped(number, language)}{space}{form}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in a sentence. `{rows}` is the form that the message has for it, or else its plain figures; `{rows:#}`
    is the number as people write it, with its thousands apart; `{rows:d}` its plain figures in any case."""

    count: int | Decimal
    language: str
    forms: Mapping[str, str]

    def __format__(self, spec: str) -> str:
        if spec == "#":
            return grouped(str(self.count), self.language)
        if spec or not self.forms:
            return format(self.count, spec)
        form = self.forms["one" if is_one(float(self.count), self.language) else "other"]
        return form.replace("#", grouped(str(self.count), self.language))
