"""How a message is filled in: the sentence of a key, in a language."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from numbers import Integral

from ronde.language import LANGUAGES
from ronde.messages.dates import DAYS, day_or_text, in_words
from ronde.messages.entries import Message, has, message
from ronde.messages.escape import plain
from ronde.messages.nouns import Spoken
from ronde.messages.numbers import Counted
from ronde.messages.pages import said_by_checks
from ronde.model.nouns import Noun


def translate(key: str, language: str, /, **params: object) -> str:
    """The message of a key in a language, filled in. Values become one line, in which nothing acts or hides.

    Errors: KeyError for a key that neither the catalogue nor the page of a check has."""
    told = message_of(key)
    return told.texts[language].format_map(_Shown(params, language, told))


def message_of(key: str) -> Message:
    """The message of a key: of the catalogue, or of the page of a check."""
    return message(key) if has(key) else Message(said_by_checks()[key], {})


def cause(error: OSError) -> Mapping[str, str]:
    """Why the system refused something, in every language."""
    name = errno.errorcode.get(error.errno or 0, "")
    key = f"errno-{name}" if has(f"errno-{name}") else "errno-other"
    return {language: translate(key, language, number=error.errno or 0) for language in LANGUAGES}


class _Shown(dict[str, object]):
    """Parameters as people read them: texts in the reader's language, days in words, a hint only where there is one."""

    def __init__(self, params: Mapping[str, object], language: str, told: Message) -> None:
        super().__init__(params)
        self.language = language
        self.told = told

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        if key == "close":
            return translate("did-you-mean", self.language, name=value) if value else ""
        if isinstance(value, Mapping):
            value = value.get(self.language, "")
        if isinstance(value, Noun):
            return Spoken(value)
        if type(value) is date:
            return in_words(value, self.language)
        if key in DAYS and isinstance(value, str | tuple):
            days = (value,) if isinstance(value, str) else value
            return "; ".join(day_or_text(plain(str(day)), self.language) for day in days)
        if value is None or isinstance(value, list):
            value = translate("kind-null" if value is None else "kind-array", self.language)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, Integral | Decimal):
            forms = self.told.forms.get(key, {}).get(self.language, {})
            filled = {each: form.format_map(self) if "{" in form else form for each, form in forms.items()}
            return Counted(value if isinstance(value, Decimal) else int(value), self.language, filled)
        return value if isinstance(value, float) else plain(str(value))
