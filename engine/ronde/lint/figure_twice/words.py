"""Numbers that are written as words, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

UP_TO_TWENTY = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf vingt",
}
TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "fr": "trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
}
"""From two on: one is an article as well."""

GOES_ON = r"[\w-]| et (?:une?|onze)\b| (?:hundred|thousand|million|cent|mille)"
"""What makes another number of what stands before it."""

NUMBERS = {
    language: {word: number for number, word in enumerate(small.split(), 2)}
    | {word: number for number, word in zip(range(30, 100, 10), TENS[language].split(), strict=True)}
    for language, small in UP_TO_TWENTY.items()
}
PATTERNS = {
    language: re.compile(rf"(?<![\w-])(?:{'|'.join(numbers)})(?!{GOES_ON})", re.IGNORECASE)
    for language, numbers in NUMBERS.items()
}


def numbers_as_words(text: str, language: str) -> Iterator[tuple[str, Decimal]]:
    """The numbers from two to twenty, and the tens, that a text has as words: as they are written, and the number."""
    for found in PATTERNS[language].finditer(text):
        yield found[0], Decimal(NUMBERS[language][found[0].lower()])
