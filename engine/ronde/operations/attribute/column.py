"""What a list says of a code: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node[dict[str, Value]]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    values = node.data
    none = context.unknown(node.type)
    kind = context.plan.nodes[node.args[0]].type
    lows = np.full(context.strangers + 2, none.lo.item(), none.lo.dtype)
    highs = np.full(context.strangers + 2, none.hi.item(), none.hi.dtype)
    for text, value in values.items():
        column = context.column(value, node.type)
        lows[context.lexicon[text]], highs[context.lexicon[text]] = column.lo.item(), column.hi.item()

    def step(args: Sequence[Column]) -> Column:
        place = context.by_text(args[0].lo, kind)
        lo = lows.take(place, mode="wrap")
        return pair(lo, highs.take(place, mode="wrap")) if node.type.ordered and not none.exact else exactly(lo)

    return step
