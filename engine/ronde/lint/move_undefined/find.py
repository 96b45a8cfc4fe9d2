"""The changes of a book.yaml that are of facts, lists or fields that no version defines, or of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.near import nearest
from ronde.syntax.book import MoveSyntax
from ronde.syntax.values import Name


def find(context: Context) -> Iterator[Found]:
    """Every name under `moves` that no set of rules defines, but for those whose own definition has an error; and every
    change without facts, record or wait."""
    if context.history is None or context.book_syntax is None:
        return
    known = frozenset[str]().union(*(each.names | each.failed for each in context.slices))
    for move in context.book_syntax.moves:
        if not move.facts and move.add is None and move.wait.value is None:
            yield Found(move.label.at.location(), {"name": move.label.text("en") or "", "close": ""})
        for name, text in _named(move):
            if text not in known:
                yield Found(name.at.location(), {"name": text, "close": nearest(text, known)})


def _named(move: MoveSyntax) -> Iterator[tuple[Name, str]]:
    """The facts that a change names, with where it names them."""
    yield from ((name, name.text) for name in move.facts)
    if move.add is not None:
        yield from ((move.add, f"{move.add.text}.{field}") for field in move.record)
    yield from ((each, each.text) for each in move.record.values() if isinstance(each, Name))
