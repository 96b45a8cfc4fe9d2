"""A date moved by whole years, months and days: in native code."""

from __future__ import annotations

from ronde.operations.array_calendar import moved
from ronde.operations.calendar_instructions import native_by_day

native = native_by_day(moved)
"""What writes the instructions of a node."""
