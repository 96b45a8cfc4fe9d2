"""How each language writes numbers, amounts, days and lists, as Babel has it from the CLDR of Unicode.

Babel itself is not needed to run Ronde: importing it and reading two of its locales takes some 14 ms, and it is 36 MB.
"""

from __future__ import annotations

import json
import re
from typing import Any

from babel import Locale
from babel.units import format_unit

LOCALES = {"en": "en_CA", "fr": "fr_CA"}
FIELDS = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}


def locales() -> str:
    """The file that `ronde.messages.locales` reads."""
    return json.dumps({each: _locale(name) for each, name in LOCALES.items()}, indent=2, ensure_ascii=False) + "\n"


def _locale(name: str) -> dict[str, Any]:
    about = Locale.parse(name)
    symbols = about.number_symbols["latn"]
    return {
        "locale": name,
        "one": _ranges(about.plural_form.rules["one"]),
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "minus": symbols["minusSign"],
        "plus": symbols["plusSign"],
        "amount": _template(about.currency_formats["standard"].pattern).replace("¤", "{sign}"),
        "percent": _template(about.percent_formats[None].pattern),
        "measured": "{number}" + format_unit(2, "duration-day", "long", locale=about)[1] + "{unit}",
        "months": [about.months["format"]["wide"][number] for number in range(1, 13)],
        "day": re.sub(r"\w+", lambda field: FIELDS[field[0]], about.date_formats["long"].pattern),
        "lists": {"and": dict(about.list_patterns["standard"]), "or": dict(about.list_patterns["or"])},
    }


def _ranges(rule: str) -> dict[str, list[int]]:
    """A rule of plurals that asks for ranges of operands, `i in 1 and v in 0`. Errors: ValueError for any other."""
    asked = {}
    for relation in rule.split(" and "):
        found = re.fullmatch(r"([iv]) in (\d+)(?:\.\.(\d+))?", relation)
        if found is None:
            raise ValueError(f"{rule}: `one` of ronde.messages.locales cannot say this")
        asked[found[1]] = [int(found[2]), int(found[3] or found[2])]
    return asked


def _template(pattern: str) -> str:
    """A pattern of numbers with {number} in the place of its figures, which are in groups of three."""
    template, count = re.subn(r"#,##0(\.00)?", "{number}", pattern)
    if not count or ";" in pattern:
        raise ValueError(f"{pattern}: groups of three, and a minus before the whole, are all that is read")
    return template
