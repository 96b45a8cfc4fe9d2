"""Numbers and lists as the reader's language writes them in a sentence, and the form of a word beside a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ronde.messages.locales import locale

if TYPE_CHECKING:
    from ronde.model.nodes import Unit

APART = "\N{NO-BREAK SPACE}"
"""What keeps a number on one line with what belongs to it."""


def is_one(number: str, language: str) -> bool:
    """Whether a number, written as a plain decimal, takes the singular: in French below two, in English one alone."""
    whole, _, decimals = number.removeprefix("-").partition(".")
    operands = {"i": int(whole), "v": len(decimals)}
    return all(least <= operands[name] <= most for name, (least, most) in locale(language).one.items())


def grouped(number: str | int | Decimal, language: str) -> str:
    """A number, or a plain decimal with or without a sign, as the language writes it: its thousands apart."""
    about, written = locale(language), str(number)
    sign = {"-": about.minus, "+": about.plus}.get(written[0], "")
    whole, _, decimals = written.lstrip("+-").partition(".")
    return sign + f"{int(whole):,}".replace(",", about.group) + (about.decimal + decimals if decimals else "")


def amount(number: str, sign: str, language: str) -> str:
    """An amount given as a plain decimal, with the sign of its currency: “$15,263”, “CHF 15,263”, « 15 263,50 $ ».

    Without a sign it is a plain number. With hundredths it has both their figures. What is below zero has its minus
    first, “-$25”. A sign that ends in a letter is set apart from the figures after it, as the CLDR asks.
    """
    if not sign:
        return grouped(number, language)
    about = locale(language)
    whole, _, hundredths = number.removeprefix("-").partition(".")
    told = grouped(f"{whole}.{hundredths:0<2}" if hundredths else whole, language)
    before = about.amount.startswith("{sign}") and sign[-1].isalpha()
    told = about.amount.format(sign=sign + APART if before else sign, number=told)
    return about.minus + told if number.startswith("-") else told


def measured(number: str, unit: Unit, language: str) -> str:
    """A number with its unit in the form that the number takes, such as « 1,5 point » or “1.5 points”.

    `number` is a plain decimal without needless zeros. French keeps the unit with its number (U+00A0); so does English
    for a unit that does not change, such as h, and sets % against the number.
    """
    form = unit.one if is_one(number, language) else unit.other
    told = grouped(number, language)
    if form == "%":
        return locale(language).percent.format(number=told)
    return (
        f"{told}{APART}{form}" if unit.one == unit.other else locale(language).measured.format(number=told, unit=form)
    )


def multiple(written: str, language: str) -> str:
    """What something is multiplied by, as the language writes it: “7.5%”, « 7,5 % », -1, 13/10."""
    number, percent, _ = written.partition("%")
    if "/" in written:
        return written
    told = grouped(number.strip(), language)
    return locale(language).percent.format(number=told) if percent else told


def listed(items: Sequence[str], word: str, language: str) -> str:
    """Texts one after the other in a sentence, the last two joined by a `word`, “and” or “or”: “a, b or c”."""
    patterns = locale(language).lists[word]
    if len(items) < 2:
        return "".join(items)
    if len(items) == 2:
        return patterns["2"].format(*items)
    told = patterns["start"].format(*items[:2])
    for each in items[2:-1]:
        told = patterns["middle"].format(told, each)
    return patterns["end"].format(told, items[-1])


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in a sentence. `{rows}` is the form that the message has for it, or else its plain figures; `{rows:#}`
    is the number as people write it, with its thousands apart; `{rows:d}` its plain figures in any case."""

    count: int | Decimal
    language: str
    forms: Mapping[str, str]

    def __format__(self, spec: str) -> str:
        if spec == "#":
            return grouped(self.count, self.language)
        if spec or not self.forms:
            return format(self.count, spec)
        form = self.forms["one" if is_one(str(self.count), self.language) else "other"]
        return form.replace("#", grouped(self.count, self.language))
