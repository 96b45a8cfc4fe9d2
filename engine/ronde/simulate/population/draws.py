"""The draws of a population: each gives one number for every row of a frame, all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ronde.simulate.population.frame import Frame, Numbers, Rows, Truths


class Draw(Protocol):
    """Anything that gives a number for every row."""

    def draw(self, frame: Frame) -> Numbers:
        """One number for each row; not a number where there is no value."""


class Test(Protocol):
    """Anything that is true or false of every row."""

    def holds(self, frame: Frame) -> Truths:
        """Whether it is true of each row."""


@dataclass(frozen=True, slots=True)
class Constant:
    """The same value for every row."""

    value: float

    def draw(self, frame: Frame) -> Numbers:
        """The value, for each row."""
        return np.full(frame.rows, self.value)


@dataclass(frozen=True, slots=True)
class Same:
    """What was drawn before under a name."""

    name: str

    def draw(self, frame: Frame) -> Numbers:
        """A copy of the earlier values."""
        return frame.get(self.name).copy()


@dataclass(frozen=True, slots=True)
class Weighted:
    """One of several values, by weight."""

    values: Numbers
    bounds: Numbers

    def draw(self, frame: Frame) -> Numbers:
        """The value in whose share of the whole each row's chance falls."""
        return self.values[chosen(self.bounds, frame)]


@dataclass(frozen=True, slots=True)
class Mixed:
    """One of several draws, by weight."""

    draws: tuple[Draw, ...]
    bounds: Numbers

    def draw(self, frame: Frame) -> Numbers:
        """The draw in whose share of the whole each row's chance falls."""
        return _by_part(frame, self.draws, chosen(self.bounds, frame))


@dataclass(frozen=True, slots=True)
class Chance:
    """Yes with a probability."""

    share: float

    def draw(self, frame: Frame) -> Numbers:
        """1 or 0."""
        return (frame.random.random(frame.rows) < self.share).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any value from low to high, all alike."""

    low: float
    high: float

    def draw(self, frame: Frame) -> Numbers:
        """Values between the two."""
        return frame.random.uniform(self.low, self.high, frame.rows)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from low to high, both included, all alike."""

    low: int
    high: int

    def draw(self, frame: Frame) -> Numbers:
        """Whole numbers between the two."""
        return frame.random.integers(self.low, self.high, frame.rows, endpoint=True).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal distribution."""

    mean: float
    deviation: float

    def draw(self, frame: Frame) -> Numbers:
        """Values around the mean."""
        return frame.random.normal(self.mean, self.deviation, frame.rows)


@dataclass(frozen=True, slots=True)
class Triangular:
    """A triangular distribution."""

    low: float
    mode: float
    high: float

    def draw(self, frame: Frame) -> Numbers:
        """Values from low to high, most often near the mode."""
        return frame.random.triangular(self.low, self.mode, self.high, frame.rows)


@dataclass(frozen=True, slots=True)
class Added:
    """The sum of several draws."""

    terms: tuple[Draw, ...]

    def draw(self, frame: Frame) -> Numbers:
        """The sums; absent where a term is."""
        total = self.terms[0].draw(frame)
        for term in self.terms[1:]:
            total = total + term.draw(frame)
        return total


@dataclass(frozen=True, slots=True)
class Times:
    """A draw times a number."""

    draw_of: Draw
    times: float

    def draw(self, frame: Frame) -> Numbers:
        """The products."""
        return self.draw_of.draw(frame) * self.times


@dataclass(frozen=True, slots=True)
class Moved:
    """A date so many days after another."""

    start: str
    amount: Draw
    days: float

    def draw(self, frame: Frame) -> Numbers:
        """The dates, as whole day numbers."""
        return np.floor(frame.get(self.start) + self.amount.draw(frame) * self.days)


@dataclass(frozen=True, slots=True)
class Looked:
    """The value that stands for an earlier one."""

    name: str
    keys: Numbers
    values: Numbers
    otherwise: float

    def draw(self, frame: Frame) -> Numbers:
        """The value of each row's key."""
        wanted = frame.get(self.name)
        found = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[found] == wanted, self.values[found], self.otherwise)


@dataclass(frozen=True, slots=True)
class First:
    """The draw of the first test that holds, else another."""

    tests: tuple[Test, ...]
    draws: tuple[Draw, ...]
    otherwise: Draw

    def draw(self, frame: Frame) -> Numbers:
        """Each row's draw."""
        part = np.full(frame.rows, len(self.tests))
        for number in reversed(range(len(self.tests))):
            part[self.tests[number].holds(frame)] = number
        return _by_part(frame, (*self.draws, self.otherwise), part)


@dataclass(frozen=True, slots=True)
class Kept:
    """A draw kept within limits, in steps, and sometimes left out."""

    drawn: Draw
    least: Draw | None = None
    most: Draw | None = None
    step: float | None = None
    absent: float = 0.0

    def draw(self, frame: Frame) -> Numbers:
        """The values: moved to the limit that they pass, then to the nearest step."""
        values = self.drawn.draw(frame)
        if self.step is not None:
            values = np.round(np.rint(values / self.step) * self.step, 9)
        if self.least is not None:
            values = np.fmax(values, self.least.draw(frame), where=~np.isnan(values), out=values)
        if self.most is not None:
            values = np.fmin(values, self.most.draw(frame), where=~np.isnan(values), out=values)
        if self.absent:
            values[frame.random.random(frame.rows) < self.absent] = np.nan
        return values


def chosen(bounds: Numbers, frame: Frame) -> Rows:
    """Which share of the whole each row's chance falls in; `bounds` are where the shares end, up to 1."""
    return np.searchsorted(bounds[:-1], frame.random.random(frame.rows), side="right")


def shares(weights: Sequence[float]) -> Numbers:
    """Where the share of each weight ends, of a whole of 1."""
    ends: Numbers = np.cumsum(np.asarray(weights, dtype=np.float64))
    ends /= ends[-1]
    return ends


def _by_part(frame: Frame, draws: Sequence[Draw], part: Rows) -> Numbers:
    """Each row's value from the draw that its part names."""
    values = np.full(frame.rows, np.nan)
    for number, draw in enumerate(draws):
        rows = np.flatnonzero(part == number)
        if len(rows):
            values[rows] = draw.draw(frame.some(rows))
    return values
