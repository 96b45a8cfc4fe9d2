"""A value times a whole number: for many."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node[int]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    factor = node.data
    kind = context.plan.nodes[node.args[0]].type
    dtype = context.sums(max(abs(kind.low), abs(kind.high), 1) * max(abs(factor), 1))

    def step(args: Sequence[Column]) -> Column:
        lo = args[0].lo.astype(dtype) * dtype.type(factor)
        if args[0].exact:
            return exactly(lo)
        hi = args[0].hi.astype(dtype) * dtype.type(factor)
        return pair(lo, hi) if factor >= 0 else pair(hi, lo)

    return step
