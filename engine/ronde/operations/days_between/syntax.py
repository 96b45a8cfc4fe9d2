"""Days from one date to another: what is written."""

from __future__ import annotations

from ronde.operations.written import TwoDates, two_dates
from ronde.syntax.cursor import Cursor


def syntax(at: Cursor) -> TwoDates:
    """The two dates."""
    return two_dates(at, "days_between")
