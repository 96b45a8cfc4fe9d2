"""Progressive rates: each slice of a number at its own rate: for many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ronde.model.nodes import Node
from ronde.model.payloads import Slices
from ronde.operations.array_rounding import rounded
from ronde.operations.arrays import Array, Column, Context, OnRows, exactly, pair


def column(context: Context, node: Node[Slices]) -> OnRows:
    """What finds its column from the columns of its arguments."""
    data = node.data
    how = data.rounding
    starts = np.array([data.starts[0], *data.starts], np.int64)
    offsets = np.array([data.offsets[0], *data.offsets], np.int64)
    slopes = np.array([0, *data.slopes], np.int64)

    def at(numbers: Array) -> Array:
        place = np.zeros(numbers.shape, np.int16)
        for start in data.starts:
            place += numbers >= start
        found = offsets.take(place) + slopes.take(place) * (numbers.astype(np.int64) - starts.take(place))
        return rounded(found * how.top, how.bottom, how.towards)

    def step(args: Sequence[Column]) -> Column:
        (numbers,) = args
        if numbers.exact:
            return exactly(at(numbers.lo))
        ends = at(numbers.lo), at(numbers.hi)
        low, high = np.minimum(*ends), np.maximum(*ends)
        for start in data.starts:
            for each in (start - 1, start):
                value = at(np.array([each]))
                within = (numbers.lo < each) & (each < numbers.hi)
                low = np.where(within, np.minimum(low, value), low)
                high = np.where(within, np.maximum(high, value), high)
        return pair(low, high)

    return step
