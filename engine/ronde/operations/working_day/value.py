"""The first working day from a date on: for one."""

from __future__ import annotations

from ronde.operations.by_day import value_by_day
from ronde.operations.calendar import working_day

value = value_by_day(working_day)
"""Its value from the values of its arguments."""
