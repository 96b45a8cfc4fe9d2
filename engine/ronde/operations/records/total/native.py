"""A value added up over records: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnPlaces, between, surely


def native(context: Context, node: Node) -> OnPlaces:
    """What writes the instructions that find it from its arguments, place by place."""

    def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
        zero = code.constant(0, BITS)
        low, high = [zero], [zero]
        for there, meant, value in zip(present, *args, strict=True):
            certain, possible = code.all(there, meant.lo), code.all(there, meant.hi)
            least, most = code.least(value.lo, zero), code.greatest(value.hi, zero)
            low.append(code.select(certain, value.lo, code.select(possible, least, zero)))
            high.append(code.select(certain, value.hi, code.select(possible, most, zero)))
        if all(each.sure for some in args for each in some):
            return surely(code.add(low, BITS))
        return between(code.add(low, BITS), code.add(high, BITS))

    return write
