"""The first working day from a date on: in native code."""

from __future__ import annotations

from ronde.operations.array_calendar import working_day
from ronde.operations.calendar_instructions import native_by_day

native = native_by_day(working_day)
"""What writes the instructions of a node."""
