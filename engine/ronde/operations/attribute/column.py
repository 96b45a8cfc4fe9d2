"""What a list says of a code: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.arrays import Array, Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node[dict[str, Value]]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    none = context.unknown(node.type)
    kind = context.plan.nodes[node.args[0]].type
    lows, highs = attributes(context, node)

    def step(args: Sequence[Column]) -> Column:
        place = context.by_text(args[0].lo, kind)
        lo = lows.take(place, mode="wrap")
        return pair(lo, highs.take(place, mode="wrap")) if node.type.ordered and not none.exact else exactly(lo)

    return step


def attributes(context: Context, node: Node[dict[str, Value]]) -> tuple[Array, Array]:
    """For each text of the lexicon, for strangers and for the unknown the least and the greatest value."""
    none = context.unknown(node.type)
    lows = np.full(context.strangers + 2, none.lo.item(), none.lo.dtype)
    highs = np.full(context.strangers + 2, none.hi.item(), none.hi.dtype)
    for text, value in node.data.items():
        column = context.column(value, node.type)
        lows[context.lexicon[text]], highs[context.lexicon[text]] = column.lo.item(), column.hi.item()
    return lows, highs
