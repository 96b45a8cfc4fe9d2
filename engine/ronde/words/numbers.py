"""Numbers in a sentence: the form of a word that goes with a count, by the rule of the reader's language."""

from __future__ import annotations

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


class Counted(int):
    """A whole number in a sentence: `{errors:# error|# errors}` chooses the form, # being the number itself."""

    language: str

    def __new__(cls, count: int, language: str) -> Counted:
        """The number as a reader of that language counts."""
        made = super().__new__(cls, count)
        made.language = language
        return made

    def __format__(self, forms: str) -> str:
        one, between, other = forms.partition("|")
        if not between:
            return format(int(self), forms)
        form = one if is_one(int(self), self.language) else other
        return form.replace("#", grouped(str(int(self)), self.language))
