"""A value times a whole number: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow, between, bits_of, surely


def native(context: Context, node: Node[int]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    factor = node.data
    kind = context.plan.nodes[node.args[0]].type
    bits = bits_of(context.sums(max(abs(kind.low), abs(kind.high), 1) * max(abs(factor), 1)))

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        by = code.constant(factor, bits)
        lo = code.times(args[0].lo, by, bits)
        if args[0].sure:
            return surely(lo)
        hi = code.times(args[0].hi, by, bits)
        return between(lo, hi) if factor >= 0 else between(hi, lo)

    return write
