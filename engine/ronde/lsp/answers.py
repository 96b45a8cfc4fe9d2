"""What each request of the protocol asks of a book, and the answer in the protocol's classes."""

from __future__ import annotations

from lsprotocol import types

from ronde.lsp.session import Asked


def hover(asked: Asked, position: types.Position) -> types.Hover | None:
    """What is told of a name or a key."""
    positions = asked.positions
    found = asked.desk.hover(asked.path, positions.offset(position), asked.language)
    if found is None:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, found.text), positions.range(found.span))
