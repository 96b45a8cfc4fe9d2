"""The year of a date: what is written."""

from __future__ import annotations

from ronde.syntax.cursor import Cursor
from ronde.syntax.values import Name


def syntax(at: Cursor) -> Name:
    """The date."""
    return at.named("year_of")
