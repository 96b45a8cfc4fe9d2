"""A number divided by another, brought to a whole number of times a unit, as is said: in native code."""

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
    unknown = context.unknown(node.type)
    top, bottom = (context.plan.nodes[arg].type for arg in node.args)
    bits = bits_of(context.sums(widest(top, data, bottom.high)))

    def end(code: Instructions, first: Number, second: Number) -> Number:
        above = code.times(first, code.constant(data.top, bits), bits)
        below = code.times(second, code.constant(data.bottom, bits), bits)
        return rounded(code, above, below, data.towards)

    def quotient(code: Instructions, first: Ends, second: Ends) -> Ends:
        if first.sure and second.sure:
            return surely(end(code, first.lo, second.lo))
        ends = [end(code, a, b) for a in (first.lo, first.hi) for b in (second.lo, second.hi)]
        return between(code.least(*ends), code.greatest(*ends))

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        if bottom.low > 0 and not context.wide:
            return quotient(code, *args)
        return code.unless_zero(args[1], code.shared(unknown, node.type), lambda above: quotient(code, args[0], above))

    return write
