"""The lists of codes that nothing makes use of."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found


def find(context: Context) -> Iterator[Found]:
    """Every list that no fact names and from which no other is drawn."""
    for version, each in context.idle.lists:
        if context.looks_at(version.topic):
            yield Found(each.at.location(key=True), {"list": each.name})
