"""What is asked of the candidate and nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found


def find(context: Context) -> Iterator[Found]:
    """Every input that nothing names."""
    for each in context.idle.inputs:
        if context.looks_at(each.version.topic):
            yield Found(each.location(key=True), {"name": each.name})
