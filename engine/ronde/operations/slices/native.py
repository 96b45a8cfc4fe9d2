"""Progressive rates: each slice of a number at its own rate: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Slices
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnRow, between, surely
from ronde.operations.rounding_instructions import rounded


def native(context: Context, node: Node[Slices]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    data = node.data
    how = data.rounding

    def at(code: Instructions, number: Number) -> Number:
        number = code.wide(number, BITS)
        chosen = [code.constant(each, BITS) for each in (data.starts[0], data.offsets[0], 0)]
        for row in zip(data.starts, data.offsets, data.slopes, strict=True):
            there = code.against(number, ">=", row[0])
            chosen = [
                code.select(there, code.constant(own, BITS), other) for own, other in zip(row, chosen, strict=True)
            ]
        start, offset, slope = chosen
        found = code.add([offset, code.times(slope, code.less(number, start, BITS), BITS)], BITS)
        top = code.times(found, code.constant(how.top, BITS), BITS)
        return rounded(code, top, code.constant(how.bottom, BITS), how.towards)

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        (number,) = args
        if number.sure:
            return surely(at(code, number.lo))
        ends = at(code, number.lo), at(code, number.hi)
        low, high = code.least(*ends), code.greatest(*ends)
        for start in data.starts:
            for each in (start - 1, start):
                value = at(code, code.constant(each, BITS))
                within = code.all(code.against(number.lo, "<", each), code.against(number.hi, ">", each))
                low = code.select(within, code.least(low, value), low)
                high = code.select(within, code.greatest(high, value), high)
        return between(low, high)

    return write
