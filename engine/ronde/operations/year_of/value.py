"""The year of a date: for one."""

from __future__ import annotations

from ronde.operations.by_day import value_by_day
from ronde.operations.calendar import year_of

value = value_by_day(year_of)
"""Its value from the values of its arguments."""
