"""A date moved by whole years, months and days: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Step
from ronde.operations import array_calendar as calendar
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node[Step]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    move = node.data

    def step(args: Sequence[Column]) -> Column:
        (day,) = args
        lo = calendar.shift(day.lo, move)
        return exactly(lo) if day.exact else pair(lo, calendar.shift(day.hi, move))

    return step
