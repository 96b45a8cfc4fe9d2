"""The nouns of a book within messages: with what stands before them, and in agreement with what stands after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ronde.language import LANGUAGES
from ronde.messages.entries import message
from ronde.model.nouns import PERSON, ROUND, Noun, Nouns

USUAL = {PERSON: "noun-person", ROUND: "noun-round"}
"""The messages that say what a book means that has no noun of its own: a person, « une personne »."""

FEMININE = frozenset({PERSON, ROUND})
"""The ones of these that are feminine in French."""

BEFORE = {
    "le": ("le ", "la ", "l'"),
    "du": ("du ", "de la ", "de l'"),
    "au": ("au ", "à la ", "à l'"),
    "de": ("de ", "de ", "d'"),
    "un": ("un ", "une ", ""),
    "ce": ("ce ", "cette ", "cet "),
    "aucun": ("aucun ", "aucune ", ""),
    "a": ("a ", "a ", "an "),
}
"""What may stand before the singular: if the noun is masculine, feminine, or elided; empty as for its gender."""


def noun(nouns: Mapping[str, Nouns], name: str) -> Nouns:
    """What a book calls something, by language; or what everybody calls it."""
    return nouns.get(name) or _usual(name)


def nouns_of(nouns: Mapping[str, Nouns]) -> dict[str, Nouns]:
    """All that a book has nouns for, as parameters of messages: `{person}` and `{round}`."""
    return {name: noun(nouns, name) for name in USUAL}


def _usual(name: str) -> Nouns:
    forms = message(USUAL[name]).forms["count"]
    return {
        language: Noun(forms[language]["one"], forms[language]["other"], name in FEMININE) for language in LANGUAGES
    }


@dataclass(frozen=True, slots=True)
class Spoken:
    """A noun in a sentence. `{person}` is its singular, `{person:s}` its plural, `{person:S}` the plural with a capital
    and `{person:N}` the singular; `{person:ds}` is the plural after what counts in French (« peu de personnes »).
    `{person:le}` is the singular with its article, `{person:Le}` with a capital, and so on (`BEFORE`); `{person:e}` the
    ending of what agrees with it, “e” or nothing."""

    noun: Noun

    def __format__(self, spec: str) -> str:
        one, other = self.noun.one, self.noun.other
        if spec == "e":
            return "e" if self.noun.feminine else ""
        if spec.lower() in BEFORE:
            masculine, feminine, elided = BEFORE[spec.lower()]
            told = ((elided if self.noun.elided else "") or (feminine if self.noun.feminine else masculine)) + one
            return told if spec.islower() else told[:1].upper() + told[1:]
        some = f"d'{other}" if self.noun.elided else f"de {other}"
        forms = {"": one, "s": other, "ds": some, "N": one[:1].upper() + one[1:], "S": other[:1].upper() + other[1:]}
        return forms[spec]
