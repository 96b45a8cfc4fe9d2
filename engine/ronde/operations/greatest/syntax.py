"""The greatest of several values: what is written."""

from __future__ import annotations

from ronde.operations.written import Parts, parts
from ronde.syntax.cursor import Cursor


def syntax(at: Cursor) -> Parts:
    """The facts that are named."""
    return parts(at, "greatest")
