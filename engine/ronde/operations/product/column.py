"""The product of two facts: for many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node) -> OnRows:
    """What finds its column from the columns of its arguments."""
    dtype = context.sums(max(abs(node.type.low), abs(node.type.high), 1))

    def step(args: Sequence[Column]) -> Column:
        first, second = ([end.astype(dtype) for end in (each.lo, each.hi)] for each in args)
        if all(each.exact for each in args):
            return exactly(first[0] * second[0])
        ends = [a * b for a in first for b in second]
        return pair(reduce(np.minimum, ends), reduce(np.maximum, ends))

    return step
