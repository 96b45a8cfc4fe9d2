"""What an engine of the benchmark does: it is given a task, compiles the rules, takes the columns, answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pool_bench.population import Array
from pool_bench.slices import Cut
from ronde.model.history import History

ABSENT = -1
"""Stands for a fact that the rules of a row's date do not define. No wanted fact can be below zero."""


@dataclass(frozen=True)
class Task:
    """The rules, what is wanted of them, for which dates, and where the population is. `workers` are for Ronde and
    the C loop, `batch` (rows; 0 for the usual) for Ronde."""

    history: History
    cut: Cut
    wanted: tuple[str, ...]
    days: tuple[int, int]
    folder: Path
    workers: int
    batch: int

    @property
    def same_date(self) -> bool:
        """Whether one date is asked for all rows."""
        return self.days[0] == self.days[1]

    @cached_property
    def slice_of_start(self) -> Array:
        """For each day on which rules change, the slice that holds from then."""
        return np.array(self.cut.which)

    def slice_of(self, days: Array) -> Array:
        """The slice that decides each row."""
        place = np.searchsorted(np.array(self.cut.starts), days, side="right") - 1
        return self.slice_of_start[place]

    def groups(self, days: Array | int) -> Iterator[tuple[int, Array, str]]:
        """Each slice, the rows that it decides, and a day on which it holds."""
        slices = self.slice_of(np.asarray(days))
        for number in range(len(self.cut.slices)):
            rows = np.flatnonzero(slices == number)
            if len(rows):
                yield number, rows, date.fromordinal(self.cut.starts[self.cut.which.index(number)]).isoformat()


class Runner(ABC):
    """One engine. `compile` and `run` are timed; `load` and `plain` are not."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.days: Any = 0
        self.rows = 0

    @abstractmethod
    def compile(self) -> None:
        """Make the rules ready."""

    @abstractmethod
    def load(self, rows: int) -> None:
        """Take the first rows of the population, in the form that suits the engine."""

    def warm(self) -> float:
        """Seconds that were spent on what is put off until the first rows: they count as compiling."""
        return 0.0

    @abstractmethod
    def run(self) -> Any:
        """Answer for every row."""

    def plain(self, answers: Any) -> dict[str, Array]:
        """The answers as whole numbers, one array for each wanted fact; ABSENT where there is none."""
        found = {}
        for name in self.task.wanted:
            values = answers.get(name)
            found[name] = np.full(self.rows, ABSENT) if values is None else np.asarray(values).astype(np.int64)
        return found

    def scatter(self, found: dict[str, Array], name: str, rows: Array, values: Array) -> None:
        """Put the answers of some rows in their places."""
        if name not in found:
            kind = np.int8 if values.dtype == np.bool_ else values.dtype
            found[name] = np.full(self.rows, ABSENT, kind)
        found[name][rows] = values


def checksums(answers: Mapping[str, Array]) -> dict[str, list[int]]:
    """For each fact, the sum of its values and their sum weighted by place: rows out of order would show."""
    found = {}
    for name, values in answers.items():
        weights = np.arange(len(values), dtype=np.int64) % 1009
        found[name] = [int(values.sum()), int((values * weights).sum())]
    return found
