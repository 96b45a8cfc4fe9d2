"""The first working day from a date on: for many."""

from __future__ import annotations

from ronde.operations.array_calendar import column_by_day, working_day

column = column_by_day(working_day)
"""What finds its column from the columns of its arguments."""
