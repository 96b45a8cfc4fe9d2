"""The tests of a population: each is true or false of every row of a frame, all rows at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ronde.simulate.population.draws import Draw, Test
from ronde.simulate.population.frame import Frame, Numbers, Truths


@dataclass(frozen=True, slots=True)
class Among:
    """Whether an earlier value is one of several."""

    name: str
    values: Numbers

    def holds(self, frame: Frame) -> Truths:
        """True where it is one of them."""
        return np.isin(frame.get(self.name), self.values)


@dataclass(frozen=True, slots=True)
class Between:
    """Whether an earlier value is at least one draw and at most another; `beyond` leaves the ends out."""

    name: str
    least: Draw | None = None
    most: Draw | None = None
    beyond: bool = False

    def holds(self, frame: Frame) -> Truths:
        """True where it lies there; never where it is absent."""
        values = frame.get(self.name)
        found = ~np.isnan(values)
        if self.least is not None:
            low = self.least.draw(frame)
            found &= values > low if self.beyond else values >= low
        if self.most is not None:
            high = self.most.draw(frame)
            found &= values < high if self.beyond else values <= high
        return found


@dataclass(frozen=True, slots=True)
class Present:
    """Whether there is an earlier value at all."""

    name: str
    wanted: bool

    def holds(self, frame: Frame) -> Truths:
        """True where there is one, or where there is none if that is wanted."""
        missing: Truths = np.isnan(frame.get(self.name))
        found: Truths = missing != self.wanted
        return found


@dataclass(frozen=True, slots=True)
class Every:
    """Whether all of several tests hold."""

    tests: tuple[Test, ...]

    def holds(self, frame: Frame) -> Truths:
        """True where all do."""
        found: Truths = np.ones(frame.rows, dtype=np.bool_)
        for test in self.tests:
            found &= test.holds(frame)
        return found
