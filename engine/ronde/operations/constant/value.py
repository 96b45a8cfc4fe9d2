"""One value for all: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value


def value(node: Node[Value], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    return node.data
