"""Whether a value is known: for many."""

from __future__ import annotations

from ronde.model.nodes import Node
from ronde.operations.arrays import Context, OnRows, exactly, known


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""
    kind = context.plan.nodes[node.args[0]].type
    return lambda args: exactly(known(args[0], kind))
