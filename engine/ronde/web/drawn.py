"""A chart of points by day as shapes of SVG: where each point, year and line stands in a box of fixed size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 1000, 420
LEFT, TOP, BOTTOM = 56, 12, 28
"""What is left for the figures beside the box, above its first line, and for the years below it."""

COLOURS = 8
"""How many colours the style sheet has for series; beyond them, they begin again with another shape."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point: where it is, how it looks, and what it says."""

    x: float
    y: float
    series: int
    address: str
    told: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Points, the lines of figures (height, figure) and of years (place, year), a line through some others, and marks
    on it."""

    points: tuple[Point, ...]
    figures: tuple[tuple[float, int], ...]
    years: tuple[tuple[float, int], ...]
    line: str = ""
    marks: tuple[tuple[float, float], ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = BOTTOM


@dataclass(frozen=True, slots=True)
class Value:
    """What is drawn as a point: its day, its figure, its series, the address behind it and what it says."""

    day: date
    figure: int
    series: str
    address: str
    told: str


def chart(
    values: Iterable[Value],
    series: Mapping[str, int],
    line: Sequence[tuple[date, int]] = (),
    marks: Sequence[tuple[date, int]] = (),
    step: int = 100,
) -> Chart:
    """The chart of values, lines of figures every `step`; `series` numbers the series. `line` goes through points of
    its own, on which `marks` are set."""
    every = list(values)
    if not every:
        return Chart((), (), ())
    figures = [*(each.figure for each in every), *(figure for _, figure in line)]
    first = date(min(each.day for each in every).year, 1, 1)
    last = date(max(each.day for each in every).year + 1, 1, 1)
    low = min(figures) // step * step
    high = (max(figures) // step + 1) * step

    def x(day: date) -> float:
        return round(LEFT + (day - first) / (last - first) * (WIDTH - LEFT), 1)

    def y(figure: int) -> float:
        return round(TOP + (high - figure) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    return Chart(
        tuple(Point(x(each.day), y(each.figure), series[each.series], each.address, each.told) for each in every),
        tuple((y(figure), figure) for figure in range(low, high + 1, step)),
        tuple((x(date(year, 1, 1)), year) for year in range(first.year, last.year)),
        " ".join(f"{x(day)},{y(figure)}" for day, figure in line),
        tuple((x(day), y(figure)) for day, figure in marks),
    )
