"""How many records are meant: what is written."""

from __future__ import annotations

from ronde.operations.records.written import Over, over
from ronde.syntax.cursor import Cursor


def syntax(at: Cursor) -> Over:
    """The records that are meant."""
    return over(at.down("number_of"))
