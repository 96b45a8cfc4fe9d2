"""Which rules decide for each row: rows are grouped by the rules in force on their own dates."""

from __future__ import annotations

from threading import Lock

import numpy as np

from ronde.model.history import History, Rules
from ronde.model.types import DATE_HIGH
from ronde.operations.arrays import Array

BEFORE = -1
"""The number of no rules: a day before the book begins."""


class Grouping:
    """Numbers the rules that decide on a day, looked up once for each change of the book. Threads may share it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.rules: list[Rules] = []
        self._lock = Lock()
        self._changes = tuple(day for day in history.change_dates if day > history.first_date)
        self._numbers: dict[str, int] = {}
        self._known: dict[int | None, Array] = {}
        self._days: dict[int | None, Array] = {}
        lasting = np.diff((history.first_date, *self._changes, DATE_HIGH + 1))
        self._change = np.repeat(np.arange(len(lasting), dtype=np.int16), lasting)
        published = {version.published for versions in history.versions.values() for version in versions}
        self._published = [0, *sorted(published)]

    def one(self, as_of: int, known_on: int | None) -> int:
        """The number of the rules of one day."""
        if as_of < self.history.first_date:
            return BEFORE
        with self._lock:
            return self._number(self.history.in_force(as_of, known_on))

    def many(self, as_of: Array, known_on: int | Array | None) -> Array:
        """The number of the rules of each of some days, known on one day or each on its own (below 0: everything)."""
        since = as_of - self.history.first_date
        if not isinstance(known_on, np.ndarray):
            found = self._daily(known_on).take(since, mode="clip")
        else:
            change = self._change.take(since, mode="clip")
            days, which = np.unique(np.searchsorted(self._published, known_on, "right"), return_inverse=True)
            known = [None if not day else self._published[day - 1] for day in days]
            found = np.stack([self._on(day) for day in known])[which, change] if len(days) else change
        return found if since.min(initial=0) >= 0 else np.where(since < 0, np.int16(BEFORE), found)

    def _daily(self, known_on: int | None) -> Array:
        """For each day of the book the number of the rules."""
        if known_on not in self._days:
            self._days[known_on] = self._on(known_on).take(self._change)
        return self._days[known_on]

    def _on(self, known_on: int | None) -> Array:
        """For each change of the book the number of the rules from then on."""
        with self._lock:
            if known_on not in self._known:
                days = (self.history.first_date, *self._changes)
                numbers = [self._number(self.history.in_force(day, known_on)) for day in days]
                self._known[known_on] = np.array(numbers, np.int16)
            return self._known[known_on]

    def _number(self, rules: Rules) -> int:
        if rules.digest not in self._numbers:
            self._numbers[rules.digest] = len(self.rules)
            self.rules.append(rules)
        return self._numbers[rules.digest]


def same(number: int, rows: int) -> Array:
    """One number for each of so many rows, that takes the room of one."""
    return np.broadcast_to(np.int16(number), rows)


def is_same(numbers: Array) -> bool:
    """Whether it is plain, before they are looked at, that all are one."""
    return numbers.strides == (0,)


def different(numbers: Array) -> list[int]:
    """The numbers that occur, in order; most often one alone does."""
    if not len(numbers) or is_same(numbers) or numbers.min() == numbers.max():
        return [int(each) for each in numbers[:1]]
    low = int(numbers.min())
    return [int(each) + low for each in np.flatnonzero(np.bincount(numbers - low))]
