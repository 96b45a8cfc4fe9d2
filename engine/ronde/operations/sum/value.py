"""Several values added: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    low = high = 0
    for value in args:
        if isinstance(value, tuple):
            low, high = low + value[0], high + value[1]
        else:
            low, high = low + value, high + value  # type: ignore[operator]  # numbers alone are added
    return between(low, high)
