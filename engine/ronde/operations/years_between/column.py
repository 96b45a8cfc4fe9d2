"""Whole calendar years from one date to another: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations import array_calendar as calendar
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""

    def step(args: Sequence[Column]) -> Column:
        start, end = args
        lo = calendar.years_between(start.hi, end.lo)
        return exactly(lo) if start.exact and end.exact else pair(lo, calendar.years_between(start.lo, end.hi))

    return step
