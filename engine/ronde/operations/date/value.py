"""A date moved by whole years, months and days: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Step
from ronde.model.types import Value
from ronde.operations import calendar
from ronde.operations.bounds import between, bounds


def value(node: Node[Step], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    step = node.data
    low, high = bounds(args[0])
    return between(calendar.shift(low, step), calendar.shift(high, step))
