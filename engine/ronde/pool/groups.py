"""Which rules decide for each row: rows are grouped by the rules in force on their own dates."""

from __future__ import annotations

from threading import Lock

import numpy as np

from ronde.model.history import History, Rules
from ronde.model.types import DATE_HIGH
from ronde.pool.column import Array

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
        self._days: dict[int | None, Array] = {}

    def one(self, as_of: int, known_on: int | None) -> int:
        """The number of the rules of one day."""
        if as_of < self.history.first_date:
            return BEFORE
        with self._lock:
            return self._number(self.history.in_force(as_of, known_on))

    def many(self, as_of: Array, known_on: int | Array | None) -> Array:
        """The number of the rules of each row's day, known on one day or on each row's own (below 0: everything)."""
        if not isinstance(known_on, np.ndarray):
            return self._on(as_of, known_on)
        numbers = np.empty(len(as_of), np.int16)
        for day in np.unique(known_on):
            rows = known_on == day
            numbers[rows] = self._on(as_of[rows], int(day) if day >= 0 else None)
        return numbers

    def _on(self, as_of: Array, known_on: int | None) -> Array:
        with self._lock:
            if known_on not in self._days:
                days = (self.history.first_date, *self._changes)
                numbers = [self._number(self.history.in_force(day, known_on)) for day in days]
                self._days[known_on] = np.repeat(np.array(numbers, np.int16), np.diff((*days, DATE_HIGH + 1)))
        since = as_of - self.history.first_date
        found = self._days[known_on].take(since, mode="clip")
        return found if since.min(initial=0) >= 0 else np.where(since < 0, np.int16(BEFORE), found)

    def _number(self, rules: Rules) -> int:
        if rules.digest not in self._numbers:
            self._numbers[rules.digest] = len(self.rules)
            self.rules.append(rules)
        return self._numbers[rules.digest]
