"""Several values added: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow, between, bits_of, surely


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    kinds = [context.plan.nodes[arg].type for arg in node.args]
    bits = bits_of(context.sums(sum(max(abs(kind.low), abs(kind.high)) for kind in kinds)))

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        lo = code.add([each.lo for each in args], bits)
        if all(each.sure for each in args):
            return surely(lo)
        return between(lo, code.add([each.hi for each in args], bits))

    return write
