"""The facts that nothing makes use of."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ronde.lint.context import Context, Found


def find(context: Context) -> Iterator[Found]:
    """Every fact that nothing names, but for what is asked of the candidate and what the book says to be an answer,
    or the rules a slip."""
    answers = context.book_syntax.asked_for if context.book_syntax is not None else ()
    for each, _ in context.idle.facts:
        if each.written.slip is not None or not context.looks_at(each.version.topic):
            continue
        if not any(fnmatchcase(each.name, answer.text) for answer in answers):
            yield Found(each.location(key=True), {"name": each.name})
