"""One value for all: in native code."""

from __future__ import annotations

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.arrays import Context
from ronde.operations.instructions import OnRow


def native(context: Context, node: Node[Value]) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    column = context.column(node.data, node.type)
    return lambda code, args: code.shared(column, node.type)
