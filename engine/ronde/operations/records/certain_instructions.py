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


def doubtful(
    code: Instructions, present: Sequence[Number], meant: Sequence[Ends], others: Sequence[Sequence[Ends]],
    kinds: Sequence[Type],
) -> Number:  # fmt: skip
    """Whether some record may be meant without being so for certain, with all else known of it."""
    found = []
    for there, each, *about in zip(present, meant, *others, strict=True):
        told = [code.known(one, kind) for one, kind in zip(about, kinds, strict=True)]
        found.append(code.all(there, each.hi, code.negate(code.all(each.lo, *told))))
    return code.some(found)
