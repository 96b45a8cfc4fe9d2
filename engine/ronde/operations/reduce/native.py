"""An amount that shrinks as a number grows above a threshold: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Reduction
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, Number, OnRow, between, surely
from ronde.operations.rounding_instructions import rounded


def native(context: Context, node: Node[Reduction]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    data = node.data
    how = data.rounding

    def left(code: Instructions, amount: Number, of: Number, above: Number) -> Number:
        zero = code.constant(0, BITS)
        past = code.greatest(code.less(of, above, BITS), zero)
        top = code.times(past, code.constant(how.top, BITS), BITS)
        steps = rounded(code, top, code.constant(how.bottom, BITS), how.towards)
        cut = code.times(steps, code.constant(data.unit, BITS), BITS)
        return code.greatest(code.less(amount, cut, BITS), zero)

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        amount, of, above = args
        low = left(code, amount.lo, of.hi, above.lo)
        if all(each.sure for each in args):
            return surely(low)
        return between(low, left(code, amount.hi, of.lo, above.hi))

    return write
