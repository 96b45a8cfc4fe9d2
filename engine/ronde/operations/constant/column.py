"""One value for all: for many."""

from __future__ import annotations

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.arrays import Context, OnRows


def column(context: Context, node: Node[Value]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    column = context.column(node.data, node.type)
    return lambda args: column
