"""The first of many rows, found without putting all of them in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Key = Callable[[Rows], Rows]
"""Gives some rows a number each: the least goes first."""


def foremost(rows: Rows, keys: Iterable[Key], count: int) -> Rows:
    """So many of these rows, in no order: those that go first by the first key, then by the next one, then as given.

    A key is asked about those rows alone that the keys before it do not set apart at the edge.
    """
    taken = []
    for key in keys:
        if not 0 < count < len(rows):
            break
        numbers = key(rows)
        edge = np.partition(numbers, count - 1)[count - 1]
        taken.append(rows[numbers < edge])
        rows, count = rows[numbers == edge], count - len(taken[-1])
    return np.concatenate([*taken, rows[:count]])
