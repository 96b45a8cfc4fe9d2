"""What is certain of many when one of several records may be the one that counts."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.types import Type
from ronde.operations.arrays import Array, Column, exactly, hull, settled, where


def any_of(
    standing: Sequence[Array], values: Column, none: Column, none_stands: Array, kind: Type, *, exact: bool
) -> Column:
    """What is certain when any of the standing places' values is possible, and none's where that stands too."""
    found, some = none, none_stands
    for row, stands in enumerate(standing):
        value = exactly(values.lo[row]) if exact else Column(values.lo[row], values.hi[row])
        joined = where(some, hull(found, value, kind), value)
        found, some = where(stands, joined, found), some | stands
    return settled(found) if kind.ordered else found
