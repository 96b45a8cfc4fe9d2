"""Progressive rates: each slice of a number at its own rate: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Slices
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds
from ronde.operations.rounding import rounded


def value(node: Node[Slices], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    data = node.data
    how = data.rounding
    ends = [rounded(data.at(each) * how.top, how.bottom, how.towards) for each in data.turns(*bounds(args[0]))]
    return between(min(ends), max(ends))
