"""What is said of findings, for tests: where they are, and that they can be told to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

from ronde.messages import render
from ronde.messages.translate import message_of
from ronde.model.finding import Finding

LEFTOVERS = re.compile(
    r"\bNone(Type)?\b(?! of )|<class|(?<!!)\b(dict|str|int|float|bool) |\\d|\[(A-Z|a-z|0-9)|\(\?|Traceback"
    r"|while (parsing|scanning)|expected <|\b(min|max)(Items|Length|Properties)\b"
    r"|\b(additionalProperties|oneOf|anyOf|uniqueItems|propertyNames)\b"
)
"""What no person should read: a regular expression, a type of Python, a parser's English, a keyword of JSON Schema."""


def places(findings: Iterable[Finding]) -> list[str]:
    """Each finding as `line:column code`."""
    return [f"{finding.place.line}:{finding.place.column} {finding.code}" for finding in findings]


def check_words(findings: Iterable[Finding], written: str = "") -> None:
    """Every finding can be told in both languages, with its place and its code, and nothing left to fill in.

    What a message repeats of what is `written` in the file is its author's."""
    for finding in findings:
        for language, sentence in message_of(finding.code).texts.items():
            asked = {field for _, field, _, _ in Formatter().parse(sentence) if field}
            assert asked <= set(finding.about), f"{finding.code} says {asked} but knows {set(finding.about)}"
            told = render(finding, language)
            assert told.startswith(f"{finding.place}: ")
            assert told.endswith(f" [{finding.code}]")
            ours = told
            for each in filter(None, map(str, finding.about.values())):
                ours = ours.replace(each, "") if each in written else ours
            assert finding.code == "pattern-broken" or not LEFTOVERS.search(ours), told
        assert render(finding, "en") != render(finding, "fr")
