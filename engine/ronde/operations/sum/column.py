"""Several values added: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Array, Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""
    kinds = [context.plan.nodes[arg].type for arg in node.args]
    dtype = context.sums(sum(max(abs(kind.low), abs(kind.high)) for kind in kinds))

    def total(values: Sequence[Array]) -> Array:
        found = values[0].astype(dtype)
        for each in values[1:]:
            found = np.add(found, each, dtype=dtype)
        return found

    def step(args: Sequence[Column]) -> Column:
        lo = total([each.lo for each in args])
        return exactly(lo) if all(each.exact for each in args) else pair(lo, total([each.hi for each in args]))

    return step
