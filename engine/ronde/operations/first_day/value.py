"""The first day of the month or of the year of a date: for one."""

from __future__ import annotations

from ronde.operations.by_day import value_by_day
from ronde.operations.calendar import first_day

value = value_by_day(first_day)
"""Its value from the values of its arguments."""
