"""What nodes of some operations hold besides their arguments: tables, measures of work, rates, how a date moves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ronde.model.locations import Location

Located: TypeAlias = Callable[[], Location]
"""Says where something was written, when asked: most places are never looked at."""


@dataclass(frozen=True, slots=True)
class Match:
    """What of a key one row or column speaks of: intervals (both ends included), exact texts, or every value."""

    intervals: tuple[tuple[int, int], ...] = ()
    texts: frozenset[str] = frozenset()
    every: bool = False

    def holds(self, value: int | str) -> bool:
        """Whether it speaks of this value."""
        if self.every:
            return True
        if isinstance(value, str):
            return value in self.texts
        return any(low <= value <= high for low, high in self.intervals)


@dataclass(frozen=True, slots=True)
class Axis:
    """How a table cuts one of its keys into cells.

    Ordered keys: cell i holds the values from `starts[i]` up to the next start. Others: `values` gives each value's
    cell, and every other value falls in the last cell.
    """

    starts: tuple[int, ...] = ()
    values: dict[str, int] | None = None
    size: int = 0

    def cell(self, value: int | str) -> int:
        """The cell of a known value."""
        if self.values is not None:
            return self.values.get(str(value), self.size - 1)
        return max(0, bisect_right(self.starts, int(value)) - 1)


@dataclass(frozen=True, slots=True)
class Beyond:
    """How a table of one key goes on past its last row (at `start`): `each` more for every `per` of the key.

    All are in inside form. Only whole steps count; if `begun`, one that is begun counts as a whole.
    """

    start: int
    each: int
    per: int = 1
    begun: bool = False

    def more(self, key: int) -> int:
        """What is added to the last row for a key."""
        past = max(0, key - self.start) + (self.per - 1 if self.begun else 0)
        return self.each * (past // self.per)


@dataclass(frozen=True, slots=True)
class Table:
    """A table made dense: one value for each combination of cells (row-major), and the row of the file it came from.

    `beyond` says what is added in the last cell of the key, `otherwise` where the value of the cells of no row stands.
    """

    axes: tuple[Axis, ...]
    cells: tuple[int | str, ...]
    rows: tuple[int, ...]
    places: tuple[Located, ...] = field(compare=False)
    beyond: Beyond | None = None
    otherwise: Located | None = field(default=None, compare=False)

    def place(self, keys: Iterable[int | str]) -> int:
        """The position in `cells` of the combination of these keys, all known."""
        return self.index(tuple(axis.cell(key) for axis, key in zip(self.axes, keys, strict=True)))

    def index(self, cells: tuple[int, ...]) -> int:
        """The position in `cells` of one combination."""
        position = 0
        for axis, cell in zip(self.axes, cells, strict=True):
            position = position * axis.size + cell
        return position


@dataclass(frozen=True, slots=True)
class Measure:
    """The parameters of hours of work over periods.

    Arguments of its node after the first two: hours a week, from, to, window start, window end, then the group if
    `grouped`, then the value if the node is LEADING. Hours a week are scaled by `decimals`; `cap` and `minimum` too.
    `none` is the value of LEADING where there is no group. `bridged` says how many days a gap that does not break a run
    can have, by the day of the week on which it begins (Monday first); empty where every gap breaks it. `unit` is what
    is counted: `hours`; `days` on which enough is worked; or calendar `weeks` (which begin on the day of the week
    `begins`, 0 for Monday) or `months` that have no fewer such days than `least_days`, or than all their days if it is
    0.
    """

    cap: int
    minimum: int = 0
    continuous: bool = False
    grouped: bool = False
    decimals: int = 0
    none: int | str = 0
    bridged: tuple[int, ...] = ()
    unit: str = "hours"
    begins: int = 0
    least_days: int = 0


@dataclass(frozen=True, slots=True)
class Rounding:
    """A number times `top` and divided by `bottom`, brought to a whole number.

    `towards` is `down` (the next lower), `up` (the next higher), `nearest` (a half goes away from zero) or
    `nearest_even` (a half goes to the even one).
    """

    top: int
    bottom: int
    towards: str


@dataclass(frozen=True, slots=True)
class Reduction:
    """By what an amount is reduced: so many `unit`s as come of `rounding` what lies above a threshold; `steps` if it is
    written as so much for each step, and not as a rate."""

    rounding: Rounding
    unit: int
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Slices:
    """Progressive rates. From each of `starts` up, a number counts `slopes` for each step past it, on top of what
    `offsets` says of the start; below the first it counts what that says. All is `scale` times what is meant, and
    rounded last. `bases` says of which starts the page prints what lies below."""

    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    slopes: tuple[int, ...]
    scale: int
    rounding: Rounding
    bases: tuple[bool, ...] = ()

    def at(self, number: int) -> int:
        """What a number comes to before it is rounded, times the scale."""
        place = bisect_right(self.starts, number) - 1
        if place < 0:
            return self.offsets[0]
        return self.offsets[place] + self.slopes[place] * (number - self.starts[place])

    def turns(self, low: int, high: int) -> Iterator[int]:
        """The numbers from one to another at which the least and the greatest can lie."""
        yield from (low, high)
        for start in self.starts:
            yield from (each for each in (start - 1, start) if low < each < high)


@dataclass(frozen=True, slots=True)
class Known:
    """How the node of a fact can know its value besides being supplied: `defined` if its first argument is its
    definition, `defaulted` if its last is what an unknown becomes."""

    defined: bool = False
    defaulted: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """How far a date moves: whole years, months and days, in that order."""

    years: int = 0
    months: int = 0
    days: int = 0
