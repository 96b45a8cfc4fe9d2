"""Whole calendar years from one date to another: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.calendar_instructions import years_between
from ronde.operations.instructions import Ends, Instructions, OnRow, between, surely


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        start, end = args
        lo = years_between(code, start.hi, end.lo)
        return surely(lo) if start.sure and end.sure else between(lo, years_between(code, start.lo, end.hi))

    return write
