"""How many different values there are over the records that are meant: for one."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.nodes import Node
from ronde.model.types import Value
from ronde.operations.bounds import between, known


def value(node: Node[int], columns: Sequence[Sequence[Value]]) -> Value:
    """Its value from the values of its arguments, one for each record. One that is unknown may be like another, or like
    none."""
    certain = [each for meant, each in zip(*columns, strict=True) if meant == 1]
    possible = [each for meant, each in zip(*columns, strict=True) if meant != 0]
    least = max(len(set(filter(known, certain))), min(1, len(certain)))
    told = len(set(filter(known, possible)))
    return between(least, min(node.data, told + sum(not known(each) for each in possible)))
