"""What a list says of a code: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value


def value(node: Node[dict[str, Value]], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    values = node.data
    return node.type.unknown if args[0] is None else values.get(str(args[0]), node.type.unknown)
