"""What is certain when one of several records may be the one that counts, in native code."""

from __future__ import annotations

from collections.abc import Sequence

from ronde.model.types import Type
from ronde.operations.instructions import Ends, Instructions, Number


def any_of(
    code: Instructions, standing: Sequence[Number], values: Sequence[Ends], none: Ends, none_stands: Number, kind: Type
) -> Ends:
    """What is certain when any of the standing places' values is possible, and none's if that stands too."""
    found, some = none, none_stands
    for stands, value in zip(standing, values, strict=True):
        joined = code.where(some, code.hull(found, value, kind), value)
        found, some = code.where(stands, joined, found), code.any(some, stands)
    return found
