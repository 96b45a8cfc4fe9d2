"""Whether a value is one of a set: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import MAYBE


def value(node: Node[frozenset[int | str]], args: Sequence[Value]) -> Value:
    """Its value from the values of its arguments."""
    members = node.data
    value = args[0]
    if value is None:
        return MAYBE
    if not isinstance(value, tuple):
        return int(value in members)
    inside = sum(value[0] <= member <= value[1] for member in members if isinstance(member, int))
    return 1 if inside == value[1] - value[0] + 1 else 0 if inside == 0 else MAYBE
