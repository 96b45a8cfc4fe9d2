"""Differences of a number in a few steps, for people to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST_STEPS = 10
"""How many steps a distribution has at most, on both sides of zero together."""

NICE = (1, 2, 5)
"""Widths of steps, each with any number of zeros behind."""


@dataclass(frozen=True, slots=True)
class Step:
    """How many people have a difference from `low` to `high`, both included, in the number's smallest unit."""

    low: int
    high: int
    people: int


def steps(differences: Mapping[int, int]) -> list[Step]:
    """The distribution of differences other than zero: each by itself if they are few, else in steps of equal width
    that begin at zero, those without anybody left out."""
    moved = {value: people for value, people in sorted(differences.items()) if value}
    if len(moved) <= MOST_STEPS:
        return [Step(value, value, people) for value, people in moved.items()]
    width = next(each for each in _widths() if len({_place(value, each) for value in moved}) <= MOST_STEPS)
    found: dict[int, int] = {}
    for value, people in moved.items():
        place = _place(value, width)
        found[place] = found.get(place, 0) + people
    return [Step(*_ends(place, width), people) for place, people in found.items()]


def _widths() -> list[int]:
    return [nice * 10**zeros for zeros in range(17) for nice in NICE]


def _place(value: int, width: int) -> int:
    """The number of a step: 1 for 1 to width, -1 for -width to -1, and so on."""
    place = (abs(value) - 1) // width + 1
    return place if value > 0 else -place


def _ends(place: int, width: int) -> tuple[int, int]:
    low, high = (abs(place) - 1) * width + 1, abs(place) * width
    return (low, high) if place > 0 else (-high, -low)
