"""The earlier definitions that go on for others and rest on facts that changed for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.version import syntax_of
from ronde.syntax.walk import names_in

SAID = ("label", "note", "source", "confidence")
"""What is said of a fact besides how it is defined."""


def find(context: Context) -> Iterator[Found]:
    """Every fact for some whose definition in the version before names a fact that is now defined otherwise."""
    for before, version in written.pairs(context):
        was, now = syntax_of(before).facts, syntax_of(version).facts
        changed = {
            name
            for name, fact in was.items()
            if name in now and now[name].applies_to is None and not now[name].at.says_same(fact.at, SAID)
        }
        for name, fact in now.items():
            if fact.applies_to is not None and name in was:
                for rests_on in sorted(changed.intersection(names_in(was[name].at))):
                    at = fact.at.down("applies_to").location(key=True)
                    yield Found(at, {"name": name, "file": before.document.file, "fact": rests_on})
