"""Whether a value is known: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import known


def value(node: Node, args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    return int(known(args[0]))
