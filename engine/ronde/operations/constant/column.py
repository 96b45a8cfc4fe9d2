"""One value for all: for many."""

from __future__ import annotations

from ronde.model.nodes import Node
from ronde.operations.arrays import Context, OnRows


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""
    column = context.column(node.data, node.type)  # type: ignore[arg-type]
    return lambda args: column
