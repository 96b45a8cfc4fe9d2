"""The value beside the first condition that holds, else the last: in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import Ends, Instructions, OnRow


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""

    def write(code: Instructions, args: Sequence[Ends]) -> Ends:
        found = args[-1]
        for position in range(len(args) - 3, -1, -2):
            condition, value = args[position], args[position + 1]
            chosen = code.where(condition.lo, value, found)
            if not condition.sure:
                open_ = code.hull(value, found, node.type)
                chosen = code.where(code.compare(condition.lo, "==", condition.hi), chosen, open_)
            found = chosen
        return found

    return write
