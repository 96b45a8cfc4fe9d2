"""Whether a condition does not hold: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import MAYBE


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    value = args[0]
    return MAYBE if isinstance(value, tuple) else int(value == 0)
