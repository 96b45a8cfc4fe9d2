"""Whether a value is no less than another: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import MAYBE, bounds


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    first, second = args
    if isinstance(first, int) and isinstance(second, int):
        return int(first >= second)
    (low, high), (least, most) = bounds(first), bounds(second)
    if low >= most:
        return 1
    return 0 if high < least else MAYBE
