"""Days from one date to another: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow, between, surely

DAYS = 32
"""How many bits hold the days between any two dates."""


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        start, end = args
        lo = code.less(end.lo, start.hi, DAYS)
        return surely(lo) if start.sure and end.sure else between(lo, code.less(end.hi, start.lo, DAYS))

    return write
