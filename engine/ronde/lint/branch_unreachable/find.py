"""The branches of a choice that branches before them leave nobody for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.intervals import span_of
from ronde.model.document import Tree


def find(context: Context) -> Iterator[Found]:
    """Every branch whose test is one before it, or asks more of the same fact than one before it."""
    for version in written.versions(context):
        for name, fact in written.facts(version).items():
            branches = fact.get("choose")
            for number in _covered(branches if isinstance(branches, list) else []):
                yield Found(version.document.place(("facts", name, "choose", number, "when")))


def _covered(branches: Sequence[Tree]) -> Iterator[int]:
    tests = [each.get("when") if isinstance(each, dict) else None for each in branches]
    for number, test in enumerate(tests):
        if isinstance(test, dict) and any(_covers(before, test) for before in tests[:number]):
            yield number


def _covers(before: Tree, test: dict[str, Tree]) -> bool:
    """Whether whoever passes a test passed the one before it."""
    if before == test:
        return True
    wide, narrow = span_of(before), span_of(test)
    same = isinstance(before, dict) and before.get("fact") == test.get("fact")
    return same and wide is not None and narrow is not None and wide.holds(narrow)
