"""Whether all of several conditions hold: the least of truths: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    low = 1
    for value in args:
        if value == 0:
            return 0
        if value != 1:
            low = 0
    return between(low, 1)
