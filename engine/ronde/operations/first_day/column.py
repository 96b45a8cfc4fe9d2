"""The first day of the month or of the year of a date: for many."""

from __future__ import annotations

from ronde.operations.array_calendar import column_by_day, first_day

column = column_by_day(first_day)
"""What finds its column from the columns of its arguments."""
