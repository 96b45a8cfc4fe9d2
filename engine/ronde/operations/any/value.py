"""Whether one of several conditions holds: the greatest of truths: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    high = 0
    for value in args:
        if value == 1:
            return 1
        if value != 0:
            high = 1
    return between(0, high)
