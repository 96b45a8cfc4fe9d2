"""The greatest value of the records that are meant, else a given one: for many."""

from __future__ import annotations

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Context, OnRecords
from ronde.operations.records.lowest.column import extreme


def column(context: Context, node: Node[int]) -> OnRecords:
    """What finds its column from the columns of its arguments, places by candidates."""
    return extreme(np.maximum, context, node)
