"""Whole calendar months from one date to another: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.array_calendar import months_between
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node[bool]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    last_day = bool(node.data)

    def step(args: Sequence[Column]) -> Column:
        start, end = args
        lo = months_between(start.hi, end.lo, last_day=last_day)
        if start.exact and end.exact:
            return exactly(lo)
        return pair(lo, months_between(start.lo, end.hi, last_day=last_day))

    return step
