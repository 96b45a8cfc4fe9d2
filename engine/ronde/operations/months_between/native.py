"""Whole calendar months from one date to another: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.calendar_instructions import months_between
from ronde.operations.instructions import Ends, Instructions, OnRow, between, surely


def native(context: Context, node: Node[bool]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    last_day = bool(node.data)

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        start, end = args
        lo = months_between(code, start.hi, end.lo, last_day=last_day)
        if start.sure and end.sure:
            return surely(lo)
        return between(lo, months_between(code, start.lo, end.hi, last_day=last_day))

    return write
