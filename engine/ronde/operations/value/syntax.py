"""A constant, or another fact: what is written."""

from __future__ import annotations

from ronde.syntax.cursor import Cursor
from ronde.syntax.values import Value


def syntax(at: Cursor) -> Value:
    """The value that is written."""
    return at.down("value").value()
