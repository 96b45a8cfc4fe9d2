"""Values that are none of a type: where they stand, and why, which is found for those that are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ronde.model.types import NotOfType
from ronde.operations.arrays import Array

NO_ROWS = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why each of `count` values is none: asked by its number, and worked out when it is told. A table whose values are
    all wrong and different has as many reasons as values; a row tells few. `alike` finds the numbers of those that may
    be told in the words of another."""

    count: int
    of: Callable[[int], NotOfType]
    alike: Callable[[], Array] = lambda: NO_ROWS


def one(why: NotOfType) -> Reasons:
    """The same reason for all."""
    return Reasons(1, lambda _: why)


@dataclass(frozen=True, slots=True)
class Bad:
    """The rows whose value is not of the type, in order, and for each the number of its reason; both narrow: of a wide
    table whose values are all wrong there are as many as values."""

    rows: Array
    which: Array
    reasons: Reasons

    def only(self, some: Array) -> Bad:
        """Some of these rows, by a mask or by positions."""
        return Bad(self.rows[some], self.which[some], self.reasons)


FINE = Bad(NO_ROWS, NO_ROWS, one(NotOfType("value-not-text")))
"""No row is bad."""


def of_values(wrong: Array, values: Array, why: Callable[[Any], NotOfType]) -> Bad:
    """The rows of wrong values; equal values have one reason."""
    rows = np.flatnonzero(wrong)
    different, which = np.unique(values[rows], return_inverse=True)
    reasons = Reasons(len(different), lambda number: why(different[number]))
    return Bad(rows.astype(np.int32), which.astype(np.int32), reasons)


def both(first: Bad, second: Bad) -> Bad:
    """The bad rows of both, in order."""
    before, rest = first.reasons, second.reasons

    def why(number: int) -> NotOfType:
        return before.of(number) if number < before.count else rest.of(number - before.count)

    def alike() -> Array:
        found: Array = np.concatenate([before.alike(), rest.alike() + before.count])
        return found

    rows = np.concatenate([first.rows, second.rows])
    which = np.concatenate([first.which, second.which + np.int32(before.count)])
    order = np.argsort(rows, kind="stable")
    return Bad(rows[order], which[order], Reasons(before.count + rest.count, why, alike))
