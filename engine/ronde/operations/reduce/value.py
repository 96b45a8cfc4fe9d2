"""An amount that shrinks as a number grows above a threshold: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.payloads import Reduction
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds
from ronde.operations.rounding import rounded


def cut(over: int, data: Reduction) -> int:
    """By how much an amount is reduced for what lies above the threshold."""
    how = data.rounding
    return rounded(over * how.top, how.bottom, how.towards) * data.unit


def reduced(amount: int, of: int, above: int, data: Reduction) -> int:
    """What is left of an amount."""
    return max(0, amount - cut(max(0, of - above), data))


def value(node: Node[Reduction], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    data = node.data
    amount, of, above = map(bounds, args)
    return between(reduced(amount[0], of[1], above[0], data), reduced(amount[1], of[0], above[1], data))
