"""The facts of one version that are defined alike."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.facts import FactSyntax
from ronde.syntax.version import syntax_of
from ronde.syntax.walk import rules_in

TOLD = frozenset({"label", "note", "source", "confidence", "because", "caution", "slip", "unit", "maximum"})
"""The keys that say nothing of what a fact comes to."""


def find(context: Context) -> Iterator[Found]:
    """Every fact whose definition is that of one before it in the same version; constants may well agree."""
    for version in written.versions(context):
        before: dict[tuple[object, ...], str] = {}
        for name, fact in syntax_of(version).facts.items():
            if fact.input is None and "value" not in fact.keys:
                other = before.setdefault(_meaning(fact), name)
                if other != name:
                    yield Found(fact.at.location(key=True), {"name": name, "other": other})


def _meaning(fact: FactSyntax) -> tuple[object, ...]:
    """What a fact comes to: every value, and the steps to it."""
    start = len(fact.at.steps)
    return tuple((each.at.steps[start:], repr(each.value)) for each in rules_in(fact.at, TOLD))
