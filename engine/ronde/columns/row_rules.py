"""The rules and the date of each row of a batch: told day by day if a row's date alone says its rules.

Rows are many and the days on which they are dated few: what is found of a day is found once, and looked up for rows
only if it is wanted of each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ronde.columns.groups import different, is_same, same
from ronde.operations.arrays import Array

MOST_DAYS = 2**16
"""Within how many days rows are to be dated, that they are told day by day: no more than native code looks up among."""


@dataclass(frozen=True)
class Days:
    """Days from a first one on, and how many rows are dated on each."""

    first: int
    counts: Array

    @property
    def all(self) -> Array:
        """Every day."""
        return np.arange(self.first, self.first + len(self.counts))

    def of(self, as_of: Array) -> Array:
        """Which of the days some dates are."""
        return _since(as_of, self.first)


def days_of(as_of: Array) -> Days | None:
    """The days on which rows are dated; None if there are no rows, or if they lie too far apart."""
    if not len(as_of):
        return None
    first, last = int(as_of.min()), int(as_of.max())
    if last - first >= MOST_DAYS:
        return None
    return Days(first, np.bincount(_since(as_of, first)))


def _since(as_of: Array, first: int) -> Array:
    return np.subtract(as_of, first, dtype=np.intp)


@dataclass(frozen=True)
class Cases:
    """What rows are met with: numbers of rules and dates (one if all share it), and how many rows are met with each
    (None: one)."""

    numbers: Array
    as_of: Array
    counts: Array | None


@dataclass(frozen=True)
class RowRules:
    """The number of the rules of each row, `told` by row or (if there are `days`) by day, and the rows' dates (one if
    all share it)."""

    as_of: Array
    told: Array
    days: Days | None = None

    @cached_property
    def numbers(self) -> Array:
        """Of each row the number of its rules."""
        return self.told if self.days is None else self.told.take(self.days.of(self.as_of))

    @cached_property
    def met(self) -> list[int]:
        """The numbers that rows have, in order."""
        return different(self.told if self.days is None else self.told[self.days.counts > 0])

    def renumbered(self, found: Array) -> RowRules:
        """The same rows, by other numbers for those of their rules; those of no rules stay."""
        if is_same(self.told) and self.told[0] >= 0:
            return replace(self, told=same(int(found[self.told[0]]), len(self.told)))
        return replace(self, told=np.where(self.told < 0, self.told, found.take(self.told, mode="clip")))

    def cases(self, good: Array) -> Cases:
        """What the good rows are met with."""
        every = bool(good.all())
        if self.days is None:
            return Cases(self.told, self.as_of, None) if every else self.case_of(good)
        counts = self.days.counts
        if not every:
            counts = counts - np.bincount(self.days.of(self.as_of[~good]), minlength=len(counts))
        there = np.flatnonzero(counts)
        return Cases(self.told[there], there + self.days.first, counts[there])

    def case_of(self, rows: Array) -> Cases:
        """What each of some rows (a mask) is met with."""
        if self.days is None:
            return Cases(self.told[rows], self.as_of if self.as_of.size == 1 else self.as_of[rows], None)
        as_of = self.as_of[rows]
        return Cases(self.told.take(self.days.of(as_of)), as_of, None)
