"""What a list says of a code: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.arrays import Context
from ronde.operations.attribute.column import attributes
from ronde.operations.instructions import Ends, Instructions, OnRow, between, surely, told


def native(context: Context, node: Node[dict[str, Value]]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    none = context.unknown(node.type)
    lows, highs = attributes(context, node)

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        place = code.place_of_text(context, args[0].lo)
        lo = code.look_up(lows, place)
        if not node.type.ordered:
            return told(lo)
        return surely(lo) if none.exact else between(lo, code.look_up(highs, place))

    return write
