"""The catalogue of words as a whole, and how a sentence is filled in."""

from __future__ import annotations

from collections.abc import Mapping

from ronde.model.finding import Finding
from ronde.words.books import BOOKS
from ronde.words.columns import COLUMNS
from ronde.words.faults import FAULTS
from ronde.words.files import FILES
from ronde.words.interface import INTERFACE
from ronde.words.population import POPULATION
from ronde.words.simulation import SIMULATION
from ronde.words.spread import SPREAD
from ronde.words.values import VALUES

LANGUAGES = ("en", "fr")

WORDS: dict[str, tuple[str, str]] = {
    **VALUES,
    **FAULTS,
    **BOOKS,
    **INTERFACE,
    **COLUMNS,
    **FILES,
    **POPULATION,
    **SIMULATION,
    **SPREAD,
}
"""Key to sentence in English and in French, with parameters in braces."""


def say(key: str, language: str, /, **about: object) -> str:
    """The sentence of a key in a language, filled in."""
    sentence = WORDS[key][LANGUAGES.index(language)]
    return sentence.format_map(_Shown(about, language))


def tell(finding: Finding, language: str) -> str:
    """A finding in a language: where, what is wrong, what to write instead, and its code."""
    return f"{finding.place}: {say(finding.code, language, **finding.about)} [{finding.code}]"


class _Shown(dict[str, object]):
    """Parameters as people read them: texts in the reader's language, a hint only where there is one."""

    def __init__(self, about: Mapping[str, object], language: str) -> None:
        super().__init__(about)
        self.language = language

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        if key == "close":
            return say("did-you-mean", self.language, name=value) if value else ""
        if isinstance(value, Mapping):
            return value.get(self.language, "")
        if isinstance(value, bool):
            return str(value).lower()
        return value
