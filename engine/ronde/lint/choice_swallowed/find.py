"""The new values of a choice that rules written before take for any other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ronde.building.index import Definition, Index, index
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.history import Version
from ronde.syntax.version import syntax_of
from ronde.syntax.walk import names_in

FORMS = ("table", "choose")
"""The forms with a value for whatever is not named."""

WORD = re.compile(r"[^\s,]+")


def find(context: Context) -> Iterator[Found]:
    """Every value that a choice gains and that a table or a choice by it, written before, leaves to `otherwise`."""
    if context.history is None:
        return
    for before, version in written.pairs(context):
        earlier = syntax_of(before).facts
        for name, fact in syntax_of(version).facts.items():
            added = fact.choices.keys() - earlier[name].choices.keys() if name in earlier else ()
            if added and earlier[name].choices:
                rules = index(context.history.in_force(version.effective), context.written)
                for value, by in _swallowed(rules, version, name, frozenset(added)):
                    about = {"value": value, "name": by.name, "file": by.version.document.file}
                    yield Found(fact.at.location("choices", value, key=True), about)


def _swallowed(rules: Index, version: Version, name: str, added: frozenset[str]) -> Iterator[tuple[str, Definition]]:
    """Each new value, with each definition of an earlier day that decides by the fact and does not name it."""
    for definition in (each for definitions in rules.facts.values() for each in definitions):
        if definition.version.effective < version.effective:
            named = _named(definition)
            if name in named:
                yield from ((value, definition) for value in sorted(added - named))


def _named(definition: Definition) -> frozenset[str]:
    """Every name and value in a table or choice that has an answer for whatever is not named; nothing in any other."""
    at = definition.written.at
    form = next((form for form in FORMS if form in definition.written.keys), None)
    if form is None or (form == "table" and not at.down(form).has("otherwise")):
        return frozenset()
    return frozenset(word for text in names_in(at.down(form)) for word in WORD.findall(text))
