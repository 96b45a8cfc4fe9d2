"""Whether a condition does not hold: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow, between, surely


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        (value,) = args
        lo = code.negate(value.hi)
        return surely(lo) if value.sure else between(lo, code.negate(value.lo))

    return write
