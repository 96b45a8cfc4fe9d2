"""The facts that rounds go by and no version ever defines."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.inputs.all_versions import ever_defined
from ronde.lint.context import Context, Found
from ronde.model.near import nearest

TERMS = ("score", "submitted", "submitted_time", "expires")
"""The keys of `rounds` in book.yaml that name a fact."""


def find(context: Context) -> Iterator[Found]:
    """Every term of rounds that names no fact of any date."""
    terms = context.history.rounds_terms if context.history is not None else None
    if context.history is None or context.book is None or terms is None:
        return
    known = ever_defined(context.history).facts
    for key in TERMS:
        name = getattr(terms, key)
        if name not in known:
            yield Found(context.book.location(("rounds", key)), {"name": name, "close": nearest(name, known)})
