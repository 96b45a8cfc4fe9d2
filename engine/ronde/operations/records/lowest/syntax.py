"""The least value of the records that are meant, else a given one: what is written."""

from __future__ import annotations

from ronde.operations.records.written import ValueOver, value_over
from ronde.syntax.cursor import Cursor


def syntax(at: Cursor) -> ValueOver:
    """The value that is sought, over which records."""
    return value_over(at.down("lowest"))
