"""What has been drawn so far for a block of rows: one array of numbers for each name, not a number where absent.

Inside a block everything is a number: yes and no are 1 and 0, dates are day numbers, a time of day is a count of
seconds, and a text is its position in the population's list of texts.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Rows = NDArray[np.intp]
Truths = NDArray[np.bool_]


class Sort(StrEnum):
    """What the numbers of a draw stand for."""

    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    TIME = "time"


class Frame:
    """The values of some rows by name, and where their chances come from."""

    def __init__(self, rows: int, random: Generator, above: Frame | None = None, taken: Rows | None = None) -> None:
        self.rows = rows
        self.random = random
        self._above = above
        self._taken = taken
        self._values: dict[str, Numbers] = {}

    def put(self, name: str, values: Numbers) -> None:
        """Keep the values of a name."""
        self._values[name] = values

    def get(self, name: str) -> Numbers:
        """The values of a name, drawn here or for the rows that these were taken from."""
        found = self._values.get(name)
        if found is None:
            assert self._above is not None
            found = self._values[name] = self._above.get(name)[self._taken]
        return found

    def some(self, taken: Rows) -> Frame:
        """These rows only; a row may be taken several times."""
        return Frame(len(taken), self.random, self, taken)

    def with_random(self, random: Generator) -> Frame:
        """The same rows with chances from elsewhere."""
        self.random = random
        return self
