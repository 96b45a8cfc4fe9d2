"""A number brought to a whole number of times a unit, as is said: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Rounding
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds
from ronde.operations.rounding import rounded


def value(node: Node[Rounding], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    data = node.data
    low, high = (rounded(end * data.top, data.bottom, data.towards) for end in bounds(args[0]))
    return between(low, high)
