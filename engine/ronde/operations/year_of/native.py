"""The year of a date: in native code."""

from __future__ import annotations

from ronde.operations.array_calendar import year_of
from ronde.operations.calendar_instructions import native_by_day

native = native_by_day(year_of)
"""What writes the instructions of a node."""
