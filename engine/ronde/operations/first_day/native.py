"""The first day of the month or of the year of a date: in native code."""

from __future__ import annotations

from ronde.operations.array_calendar import first_day
from ronde.operations.calendar_instructions import native_by_day

native = native_by_day(first_day)
"""What writes the instructions of a node."""
