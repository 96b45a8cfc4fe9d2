"""The branches of a choice that branches before them leave nobody for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.intervals import span_of
from ronde.operations.choose.syntax import Branch, ChooseSyntax
from ronde.syntax.conditions import Condition, FactTest
from ronde.syntax.values import Broken


def find(context: Context) -> Iterator[Found]:
    """Every branch whose test is one before it, or asks more of the same fact than one before it."""
    for version in written.versions(context):
        for _, choose in written.definitions(version):
            for branch in _covered(choose.branches if isinstance(choose, ChooseSyntax) else ()):
                yield Found(branch.when.at.location())


def _covered(branches: Sequence[Branch]) -> Iterator[Branch]:
    for number, branch in enumerate(branches):
        if any(_covers(before.when, branch.when) for before in branches[:number]):
            yield branch


def _covers(before: Condition, test: Condition) -> bool:
    """Whether whoever passes a test passed the one before it."""
    if before == test:
        return not isinstance(test, Broken)
    wide, narrow = span_of(before), span_of(test)
    same = isinstance(before, FactTest) and isinstance(test, FactTest) and before.fact == test.fact
    return same and wide is not None and narrow is not None and wide.holds(narrow)
