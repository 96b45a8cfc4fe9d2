"""Whether a value is known: in native code."""

from __future__ import annotations

from ronde.model.nodes import Node
from ronde.operations.arrays import Context
from ronde.operations.instructions import OnRow, surely


def native(context: Context, node: Node) -> OnRow:
    """What writes the instructions that find it from its arguments."""
    kind = context.plan.nodes[node.args[0]].type
    return lambda code, args: surely(code.known(args[0], kind))
