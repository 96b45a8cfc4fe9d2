"""The whole quotient of two values, rounded down; unknown if the divisor could be zero or less: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds


def value(node: Node, args: Sequence[Value]) -> Value:
    """Rules never divide by zero (a diagnostic); a supplied divisor that could be leaves the quotient unknown."""
    if bounds(args[1])[0] <= 0:
        return node.type.unknown
    ends = [top // bottom for top in bounds(args[0]) for bottom in bounds(args[1])]
    return between(min(ends), max(ends))
