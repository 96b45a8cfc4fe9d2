"""A number brought to a whole number of times a unit, as is said: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Rounding
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, Number, OnRow, between, bits_of, surely
from ronde.operations.rounding import widest
from ronde.operations.rounding_instructions import rounded


def native(context: Context, node: Node[Rounding]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    data = node.data
    bits = bits_of(context.sums(widest(context.plan.nodes[node.args[0]].type, data)))

    def end(code: Instructions, value: Number) -> Number:
        above = code.times(value, code.constant(data.top, bits), bits)
        return rounded(code, above, code.constant(data.bottom, bits), data.towards)

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        lo = end(code, args[0].lo)
        return surely(lo) if args[0].sure else between(lo, end(code, args[0].hi))

    return write
