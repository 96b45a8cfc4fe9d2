"""The year of a date: for many."""

from __future__ import annotations

from ronde.operations.array_calendar import column_by_day, year_of

column = column_by_day(year_of)
"""What finds its column from the columns of its arguments."""
