"""The catalogue of words as a whole, and how a sentence is filled in."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from numbers import Integral

from ronde.language import LANGUAGES
from ronde.model.finding import Finding
from ronde.words.books import BOOKS
from ronde.words.calendar import DATES
from ronde.words.cases import CASES
from ronde.words.change import CHANGE
from ronde.words.characters import CHARACTERS
from ronde.words.columns import COLUMNS
from ronde.words.coverage import COVERAGE
from ronde.words.dates import DAYS, day_or_text, in_words
from ronde.words.editing import EDITING
from ronde.words.escape import LONGEST_MESSAGE, cut, plain
from ronde.words.faults import FAULTS
from ronde.words.files import FILES
from ronde.words.interface import INTERFACE
from ronde.words.mutation import MUTATION
from ronde.words.numbers import Counted
from ronde.words.outside import OUTSIDE
from ronde.words.pages import said_by_checks
from ronde.words.population import POPULATION
from ronde.words.python import PYTHON
from ronde.words.simulation import SIMULATION
from ronde.words.site import SITE
from ronde.words.spark import SPARK
from ronde.words.values import VALUES

WORDS: dict[str, tuple[str, str]] = {
    **VALUES,
    **DATES,
    **FAULTS,
    **BOOKS,
    **CASES,
    **CHANGE,
    **CHARACTERS,
    **INTERFACE,
    **COLUMNS,
    **COVERAGE,
    **EDITING,
    **FILES,
    **MUTATION,
    **POPULATION,
    **SIMULATION,
    **SITE,
    **SPARK,
    **OUTSIDE,
    **PYTHON,
}
"""Key to sentence in English and in French, with parameters in braces."""


WHOLE = ("known",)
"""Parameters that are never cut: what may be chosen."""


def sentences(key: str) -> tuple[str, ...]:
    """The sentence of a key in each language, not filled in: of the catalogue, or of the page of a check."""
    return WORDS[key] if key in WORDS else said_by_checks()[key]


def say(key: str, language: str, /, **about: object) -> str:
    """The sentence of a key in a language, filled in. Values become one line, in which nothing acts or hides."""
    sentence = sentences(key)[LANGUAGES.index(language)]
    return sentence.format_map(_Shown(about, language))


def tell(finding: Finding, language: str) -> str:
    """A finding in a language: where, what is wrong, what to write instead, and its code. Its length is bounded."""
    about = {
        name: cut(value) if isinstance(value, str) and name not in WHOLE else value
        for name, value in finding.about.items()
    }
    said = cut(say(finding.code, language, **about), LONGEST_MESSAGE)
    return f"{cut(plain(str(finding.place)))}: {said} [{finding.code}]"


def cause(error: OSError) -> Mapping[str, str]:
    """Why the system refused something, in every language."""
    name = errno.errorcode.get(error.errno or 0, "")
    key = f"errno-{name}" if f"errno-{name}" in WORDS else "errno-other"
    return {language: say(key, language, number=error.errno or 0) for language in LANGUAGES}


class _Shown(dict[str, object]):
    """Parameters as people read them: texts in the reader's language, days in words, a hint only where there is one."""

    def __init__(self, about: Mapping[str, object], language: str) -> None:
        super().__init__(about)
        self.language = language

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        if key == "close":
            return say("did-you-mean", self.language, name=value) if value else ""
        if isinstance(value, Mapping):
            value = value.get(self.language, "")
        if type(value) is date:
            return in_words(value, self.language)
        if key in DAYS and isinstance(value, str | tuple):
            days = (value,) if isinstance(value, str) else value
            return "; ".join(day_or_text(plain(str(day)), self.language) for day in days)
        if value is None or isinstance(value, list):
            value = say("kind-null" if value is None else "kind-array", self.language)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, Integral | Decimal):
            return Counted(value if isinstance(value, Decimal) else int(value), self.language)
        return value if isinstance(value, float) else plain(str(value))
