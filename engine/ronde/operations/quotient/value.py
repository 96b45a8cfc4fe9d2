"""A number divided by another, brought to a whole number of times a unit, as is said: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Rounding
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds
from ronde.operations.rounding import rounded


def value(node: Node[Rounding], args: Sequence[Value]) -> Value:
    """Rules never divide by zero (a diagnostic); a supplied divisor that could be leaves the quotient unknown."""
    data = node.data
    if bounds(args[1])[0] <= 0:
        return node.type.unknown
    ends = [
        rounded(top * data.top, bottom * data.bottom, data.towards)
        for top in bounds(args[0])
        for bottom in bounds(args[1])
    ]
    return between(min(ends), max(ends))
