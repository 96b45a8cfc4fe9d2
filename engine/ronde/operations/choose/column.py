"""The value beside the first condition that holds, else the last: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Column, Context, OnRows, hull, where


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""

    def step(args: Sequence[Column]) -> Column:
        found = args[-1]
        for position in range(len(args) - 3, -1, -2):
            condition, value = args[position], args[position + 1]
            if condition.shared and condition.exact:
                found = value if condition.lo[0] else found
                continue
            chosen = where(condition.lo, value, found)
            if not condition.exact:
                chosen = where(condition.lo == condition.hi, chosen, hull(value, found, node.type))
            found = chosen
        return found

    return step
