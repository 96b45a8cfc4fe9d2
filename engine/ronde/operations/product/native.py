"""The product of two facts: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow, between, bits_of, surely


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    bits = bits_of(context.sums(max(abs(node.type.low), abs(node.type.high), 1)))

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        first, second = args
        if first.sure and second.sure:
            return surely(code.times(first.lo, second.lo, bits))
        ends = [code.times(a, b, bits) for a in (first.lo, first.hi) for b in (second.lo, second.hi)]
        return between(code.least(*ends), code.greatest(*ends))

    return write
