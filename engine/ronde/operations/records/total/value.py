"""The sum of a value over the records that are meant: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds


def value(node: Node, columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record."""
    low = high = 0
    for meant, value in zip(*columns, strict=True):
        least, most = bounds(value)
        if meant != 0:
            low += least if meant == 1 else min(0, least)
            high += most if meant == 1 else max(0, most)
    return between(low, high)
