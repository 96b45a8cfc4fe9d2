"""Calendar months with enough days of work: what is written."""

from __future__ import annotations

from ronde.operations.records.hours.syntax import HoursSyntax, hours
from ronde.syntax.cursor import Cursor


def syntax(at: Cursor) -> HoursSyntax:
    """What is written."""
    return hours(at.down("months_worked"), "same")
