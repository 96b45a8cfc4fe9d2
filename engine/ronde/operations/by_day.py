"""Operations that find something of one day: the later the day, the later or the larger what is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, bounds

ByDay: TypeAlias = Callable[[int, Any], int]
"""What is found of a day, by the data of a node."""


def value_by_day(find: ByDay) -> Callable[[Node, Sequence[Value]], Value]:
    """What finds the value of a node from that of its one argument, a date."""

    def value(node: Node, args: Sequence[Value]) -> Value:
        low, high = (find(end, node.data) for end in bounds(args[0]))
        return between(low, high)

    return value
