"""Whether two values are the same: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow, between, surely


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    if context.plan.nodes[node.args[0]].type.ordered:
        return _ordered

    def texts(code: Instructions, args: Sequence[Ends]) -> Ends:
        first, second = args
        same = code.compare(first.lo, "==", second.lo)
        if first.sure and second.sure:
            return surely(same)
        unknown = code.any(code.against(first.lo, "<", 0), code.against(second.lo, "<", 0))
        return between(code.all(same, code.negate(unknown)), code.any(same, unknown))

    return texts


def _ordered(code: Instructions, args: Sequence[Ends]) -> Ends:
    first, second = args
    same = code.compare(first.lo, "==", second.lo)
    if first.sure and second.sure:
        return surely(same)
    known = [code.compare(each.lo, "==", each.hi) for each in args if not each.sure]
    possible = code.all(code.compare(first.lo, "<=", second.hi), code.compare(second.lo, "<=", first.hi))
    return between(code.all(same, *known), possible)
