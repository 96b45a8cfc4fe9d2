"""The tests of one fact that no value passes together."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.intervals import Span, span_of
from ronde.syntax.conditions import ConditionGroup, FactTest


def find(context: Context) -> Iterator[Found]:
    """The first test of each `all` that leaves no value of its fact. Tests that `unless` lifts are left out."""
    for version in written.versions(context):
        for group in written.conditions(version):
            if isinstance(group, ConditionGroup) and group.form == "all":
                for member in _contradictions(group):
                    yield Found(member.at.location(), {"fact": member.fact.text})


def _contradictions(group: ConditionGroup) -> Iterator[FactTest]:
    left: dict[str, Span] = {}
    for member in group.members:
        span = span_of(member)
        if span is None or not isinstance(member, FactTest):
            continue
        before = left.get(member.fact.text, Span())
        both = left[member.fact.text] = before.both(span)
        if both.empty and not before.empty and not span.empty:
            yield member
