"""The tests that say no more than another one beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.intervals import span_of
from ronde.syntax.conditions import ConditionGroup, FactTest


def find(context: Context) -> Iterator[Found]:
    """Every test in a group of conditions that another one makes superfluous; of two that say the same, the second."""
    for version in written.versions(context):
        for group in written.conditions(version):
            if isinstance(group, ConditionGroup):
                for test in _superfluous(group):
                    yield Found(test.at.location(), {"group": group.form})


def _superfluous(group: ConditionGroup) -> Iterator[FactTest]:
    tests = [each for each in group.members if isinstance(each, FactTest)]
    for number, test in enumerate(tests):
        before = any(_idle(test, other, group.form) for other in tests[:number])
        after = (other for other in tests[number + 1 :] if not _idle(other, test, group.form))
        if before or any(_idle(test, other, group.form) for other in after):
            yield test


def _idle(test: FactTest, other: FactTest, form: str) -> bool:
    """Whether a test changes nothing beside another."""
    if test.fact != other.fact:
        return False
    if replace(test, because=None) == replace(other, because=None):
        return True
    own, beside = span_of(test), span_of(other)
    if own is None or beside is None:
        return False
    return own.holds(beside) if form == "all" else beside.holds(own)
