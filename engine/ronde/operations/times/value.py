"""A value times a whole number: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds


def value(node: Node[int], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    factor = node.data
    low, high = (end * factor for end in bounds(args[0]))
    return between(min(low, high), max(low, high))
