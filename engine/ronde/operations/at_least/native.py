"""Whether a value is no less than another: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow, between, surely


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        first, second = args
        lo = code.compare(first.lo, ">=", second.hi)
        return surely(lo) if first.sure and second.sure else between(lo, code.compare(first.hi, ">=", second.lo))

    return write
