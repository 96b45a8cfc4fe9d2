"""Whether a condition holds of one record: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, Number, OnPlaces, between, surely


def native(context: Context, node: Node) -> OnPlaces:
    """What writes the instructions that find it from its arguments, place by place."""

    def write(code: Instructions, present: Sequence[Number], args: Sequence[Sequence[Ends]]) -> Ends:
        (meant,) = args
        lo = code.some(code.of_each(present, (each.lo for each in meant)))
        if all(each.sure for each in meant):
            return surely(lo)
        return between(lo, code.some(code.of_each(present, (each.hi for each in meant))))

    return write
