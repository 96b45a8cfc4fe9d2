"""The tests of one fact that no value passes together."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.intervals import Span, span_of
from ronde.model.document import Tree


def find(context: Context) -> Iterator[Found]:
    """The first test of each `all` that leaves no value of its fact. Tests that `unless` lifts are left out."""
    for version in written.versions(context):
        for key, steps, members in written.groups(version):
            if key == "all":
                for number, fact in _contradictions(members):
                    yield Found(version.document.place((*steps, number)), {"fact": fact})


def _contradictions(members: list[Tree]) -> Iterator[tuple[int, str]]:
    left: dict[str, Span] = {}
    for number, member in enumerate(members):
        span = span_of(member)
        if span is None or not isinstance(member, dict):
            continue
        fact = str(member["fact"])
        before = left.get(fact, Span())
        left[fact] = before.both(span)
        if left[fact].empty and not before.empty and not span.empty:
            yield number, fact
