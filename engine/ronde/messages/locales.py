"""How a language writes numbers, amounts, days and lists: from the CLDR of Unicode, by `tools/locale_data.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("locales.json")


@dataclass(frozen=True, slots=True)
class Locale:
    """What the CLDR says of a language as it is written in Canada.

    `one` is when a count takes the singular: the least and greatest value of its operands, i (the whole part without a
    sign) and v (how many decimals are written). `lists` holds the patterns of lists by the word that joins them, “and”
    or “or”: of two members (`2`), and of the `start`, `middle` and `end` of more. What is in braces is filled in."""

    locale: str
    one: Mapping[str, Sequence[int]]
    decimal: str
    group: str
    minus: str
    plus: str
    amount: str
    percent: str
    measured: str
    months: Sequence[str]
    day: str
    lists: Mapping[str, Mapping[str, str]]


@cache
def locale(language: str) -> Locale:
    """The locale of a language. Errors: KeyError for a language in which nothing is said."""
    return Locale(**json.loads(FILE.read_text(encoding="utf-8"))[language])
