"""The sum of the highest values over the records that are meant: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnPlaces, between, surely


def native(context: Context, node: Node[int]) -> OnPlaces:
    """What writes the instructions that find it from its arguments, place by place."""

    def best(code: Instructions, rows: Sequence[Number], values: Sequence[Number]) -> Number:
        zero = code.constant(0, BITS)
        counted = [code.select(row, value, zero) for row, value in zip(rows, values, strict=True)]
        return code.add([zero, *code.in_order(*counted)[-node.data :]], BITS)

    def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
        meant, value = args
        low = best(code, code.of_each(present, (each.lo for each in meant)), [each.lo for each in value])
        if all(each.sure for some in args for each in some):
            return surely(low)
        return between(low, best(code, code.of_each(present, (each.hi for each in meant)), [each.hi for each in value]))

    return write
