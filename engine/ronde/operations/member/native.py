"""Whether a value is one of a set: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import BITS, Ends, Instructions, OnRow, between, surely
from ronde.operations.member.column import members


def native(context: Context, node: Node[frozenset[int | str]]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    kind = context.plan.nodes[node.args[0]].type
    if kind.ordered:
        return lambda code, args: _ordered(code, sorted(map(int, node.data)), args[0])
    among = members(context, node)

    def texts(code: Instructions, args: Sequence[Ends]) -> Ends:
        (value,) = args
        lo = code.look_up(among, code.place_of_text(context, value.lo))
        if value.sure:
            return surely(lo)
        return between(lo, code.any(lo, code.against(value.lo, "<", 0)))

    return texts


def _ordered(code: Instructions, members: Sequence[int], value: Ends) -> Ends:
    if value.sure:
        same = [code.against(value.lo, "==", each) for each in members]
        return surely(code.any(*same) if same else code.constant(0, 1))
    inside = [code.all(code.against(value.lo, "<=", each), code.against(value.hi, ">=", each)) for each in members] or [
        code.constant(0, 1)
    ]
    span = code.less(value.hi, value.lo, BITS)
    return between(code.compare(code.add(inside, BITS), ">", span), code.any(*inside))
