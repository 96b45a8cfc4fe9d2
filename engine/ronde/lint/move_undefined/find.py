"""The changes of a book.yaml that are of facts, lists or fields that no version defines, or of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from ronde.building.index import AS_OF
from ronde.lint.context import Context, Found
from ronde.model.near import nearest


def find(context: Context) -> Iterator[Found]:
    """Every name under `moves` that no set of rules defines, but for those whose own definition has an error; and every
    change that changes nothing."""
    if context.history is None or context.book_syntax is None:
        return
    facts = frozenset[str]().union(*(each.names | each.failed for each in context.slices))
    known = facts.union({AS_OF}, *(accumulate(name.split("."), "{}.{}".format) for name in facts))
    for move in context.book_syntax.moves:
        if not (move.facts or move.add or move.change or move.swap or move.wait.value):
            yield Found(move.label.at.location(), {"name": move.label.text("en") or "", "close": ""})
        for name, text in move.named():
            if text not in known:
                yield Found(name.at.location(), {"name": text, "close": nearest(text, known)})
