"""The answers of a book that are facts of no date."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import filter as matching

from ronde.inputs.all_versions import ever_defined
from ronde.lint.context import Context, Found
from ronde.model.near import nearest


def find(context: Context) -> Iterator[Found]:
    """Every name or pattern under `answers` and `advice` that no version defines a fact of."""
    answers = context.book_syntax.asked_for if context.book_syntax is not None else ()
    if context.history is None or not answers:
        return
    known = ever_defined(context.history).facts
    for answer in answers:
        if not matching(known, answer.text):
            yield Found(answer.at.location(), {"name": answer.text, "close": nearest(answer.text, known)})
