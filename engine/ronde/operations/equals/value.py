"""Whether two values are the same: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import MAYBE, bounds, known


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    first, second = args
    if known(first) and known(second):
        return int(first == second)
    if isinstance(first, str | None) or isinstance(second, str | None):
        return MAYBE
    (a, b), (c, d) = bounds(first), bounds(second)
    return MAYBE if a <= d and c <= b else 0
