"""What is said of diagnostics, for tests: where they are, and that they can be told to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

from ronde.messages.diagnostics import Diagnostic
from ronde.messages.translate import message_of

LEFTOVERS = re.compile(
    r"\bNone(Type)?\b(?! of )|<class|(?<!!)\b(dict|str|int|float|bool) |\\d|\[(A-Z|a-z|0-9)|\(\?|Traceback"
    r"|while (parsing|scanning)|expected <|\b(min|max)(Items|Length|Properties)\b"
    r"|\b(additionalProperties|oneOf|anyOf|uniqueItems|propertyNames)\b"
)
"""What no person should read: a regular expression, a type of Python, a parser's English, a keyword of JSON Schema."""


def places(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Each diagnostic as `line:column code`."""
    return [f"{diagnostic.location.line}:{diagnostic.location.column} {diagnostic.code}" for diagnostic in diagnostics]


def check_words(diagnostics: Iterable[Diagnostic], written: str = "") -> None:
    """Every diagnostic can be told in both languages, with its place and its code, and nothing left to fill in.

    What a message repeats of what is `written` in the file is its author's."""
    for diagnostic in diagnostics:
        for language, sentence in message_of(diagnostic.code).texts.items():
            asked = {field for _, field, _, _ in Formatter().parse(sentence) if field}
            assert asked <= set(diagnostic.params), f"{diagnostic.code} says {asked} but knows {set(diagnostic.about)}"
            told = diagnostic.text(language)
            assert told.startswith(f"{diagnostic.location}: ")
            assert told.endswith(f" [{diagnostic.code}]")
            ours = told
            for each in filter(None, map(str, diagnostic.params.values())):
                ours = ours.replace(each, "") if each in written else ours
            assert diagnostic.code == "pattern-broken" or not LEFTOVERS.search(ours), told
        assert diagnostic.text("en") != diagnostic.text("fr")
