"""Calendar weeks and months with enough days of work, for one candidate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ronde.model.payloads import Measure

CALENDAR = ("weeks", "months")
"""What is counted by its days."""

MONDAY = 1
"""A day number that is a Monday: 0001-01-01."""


def split(pieces: Iterable[tuple[int, int]], measure: Measure) -> tuple[int, int]:
    """How many weeks or months have enough of the days of these pieces (first day, day after the last), which do not
    overlap, and how many have some and too few."""
    counted: dict[tuple[int, int], int] = {}
    for start, end in pieces:
        day = start
        while day < end:
            here = _around(day, measure)
            until = min(end, here[1])
            counted[here] = counted.get(here, 0) + until - day
            day = until
    enough = sum(days >= (measure.least_days or after - first) for (first, after), days in counted.items())
    return enough, len(counted) - enough


def _around(day: int, measure: Measure) -> tuple[int, int]:
    """The week or month of a day: its first day, and the day after its last."""
    if measure.unit == "weeks":
        first = day - (day - MONDAY - measure.begins) % 7
        return first, first + 7
    here = date.fromordinal(day)
    after = date(here.year + here.month // 12, here.month % 12 + 1, 1)
    return here.replace(day=1).toordinal(), after.toordinal()
