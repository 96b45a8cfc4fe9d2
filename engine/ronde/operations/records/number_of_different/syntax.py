"""How many different values there are over the records that are meant: what is written."""

from __future__ import annotations

from ronde.operations.records.written import ValueOver, value_over
from ronde.syntax.cursor import Cursor


def syntax(at: Cursor) -> ValueOver:
    """The value of which the different ones are counted, over which records."""
    return value_over(at.down("number_of_different"))
