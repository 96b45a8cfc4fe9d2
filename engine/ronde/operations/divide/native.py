"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow, between, surely


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    unknown = context.unknown(node.type)
    positive = context.plan.nodes[node.args[1]].type.low > 0

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        if positive and not context.wide:
            return _quotient(code, *args)
        return code.unless_zero(args[1], code.shared(unknown, node.type), lambda above: _quotient(code, args[0], above))

    return write


def _quotient(code: Instructions, top: Ends, bottom: Ends) -> Ends:
    if top.sure and bottom.sure:
        return surely(code.floor(top.lo, bottom.lo))
    ends = [code.floor(a, b) for a in (top.lo, top.hi) for b in (bottom.lo, bottom.hi)]
    return between(code.least(*ends), code.greatest(*ends))
