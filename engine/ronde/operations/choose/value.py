"""The value beside the first condition that holds, else the last: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import hull


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    possible: list[Value] = []
    for position in range(0, len(args) - 1, 2):
        if args[position] != 0:
            possible.append(args[position + 1])
        if args[position] == 1:
            break
    else:
        possible.append(args[-1])
    return hull(possible)
