"""The rounds of a type that no fact defines on their day."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.evaluate.decision import day_text
from ronde.lint.context import Context, Found


def find(context: Context) -> Iterator[Found]:
    """Every round for which nobody can be told whether it was for them."""
    terms = context.history.rounds_terms if context.history is not None else None
    if context.history is None or terms is None:
        return
    names = {each.rules.digest: each.names | each.failed for each in context.slices}
    for each in context.rounds:
        defined = names[context.history.in_force(each.date).digest]
        if terms.fact_of(each.type) not in defined:
            about = {"number": each.number, "date": day_text(each.date), "type": each.type}
            yield Found(each.location, about)
