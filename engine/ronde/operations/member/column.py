"""Whether a value is one of a set: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import UNKNOWN_TEXT, Array, Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node[frozenset[int | str]]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    kind = context.plan.nodes[node.args[0]].type
    if kind.ordered:
        return lambda args: _member_ordered(np.array(sorted(node.data), np.int64), args[0])
    among = members(context, node)

    def texts(args: Sequence[Column]) -> Column:
        lo = among.take(context.by_text(args[0].lo, kind), mode="wrap")
        unknown = args[0].lo == UNKNOWN_TEXT
        return pair(lo, lo | unknown) if unknown.any() else exactly(lo)

    return texts


def members(context: Context, node: Node[frozenset[int | str]]) -> Array:
    """Whether each text of the lexicon is one of the set; strangers and the unknown are not."""
    among = np.zeros(context.strangers + 2, bool)
    among[[context.lexicon[str(each)] for each in node.data]] = True
    return among


def _member_ordered(members: Array, value: Column) -> Column:
    inside = members.searchsorted(value.hi, "right") - members.searchsorted(value.lo, "left")
    if value.exact:
        return exactly(inside > 0)
    span = value.hi.astype(np.int64) - value.lo
    return pair(inside > span, inside > 0)
