"""Many cases run, by several processes if there are many: what failed, in the order of the files.

They run on the reference, which defines what rules mean: cases are tests of rules, not of machines.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from ronde.cases.cases import cases_of
from ronde.cases.explained import Explained, explained
from ronde.cases.judge import judge
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.model.case import Case
from ronde.model.locations import Location
from ronde.read.book import read_book
from ronde.signals import leave, uninterrupted

FEW = 300
"""So many cases are run sooner by one process than by several, which read the rules each for itself."""

T = TypeVar("T")

Share: TypeAlias = "list[tuple[int, Case]]"
"""Cases, each with its number among all."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that failed: where it stands, its name, and what differs, in words, with why."""

    location: Location
    name: str
    differences: tuple[Explained, ...]

    @property
    def place(self) -> Location:
        """Where the first expectation stands that differs; where the case does, if it is no fact that differs."""
        return next((each.location for each in self.differences if each.location is not None), self.location)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: how many cases there were, and those that failed."""

    cases: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> int:
        """How many cases passed."""
        return self.cases - len(self.failures)


def run_cases(
    files: Iterable[Path], rulesets: Path | None, language: str, processes: int | None = None, word: str = ""
) -> Run:
    """Run the cases of files whose names contain a word, by a book (default: the package's own), in so many processes
    (default: one for each processor). Errors: ValidationError, with all that is wrong with any file of cases, before
    one is run; and for the book."""
    cases = [case for case in cases_of(files) if word.casefold() in case.name.casefold()]
    judged = by_share(list(enumerate(cases)), partial(_judged, rulesets=rulesets, language=language), processes)
    found = sorted((each for share in judged for each in share), key=lambda each: each[0])
    failed = (Failure(cases[number].location, cases[number].name, each) for number, each in found)
    return Run(len(cases), tuple(failed))


def by_share(cases: Share, work: Callable[[Share], T], processes: int | None = None) -> list[T]:
    """What work makes of each share of the cases, in so many processes. The days of a share follow one another, so that
    rules are made ready by one process only; and on a day the cases that ask the same."""
    ordered = sorted(cases, key=lambda each: _order(each[1]))
    count = max(1, min(processes or os.cpu_count() or 1, len(cases) // FEW))
    size = max(1, -(-len(cases) // count))
    shares = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    if len(shares) < 2:
        return list(map(work, shares))
    with ProcessPoolExecutor(len(shares), initializer=leave) as pool:
        with uninterrupted():
            told = pool.map(work, shares)
        return list(told)


def _order(case: Case) -> tuple[int, int, tuple[str, ...]]:
    return case.as_of, case.known_on or 0, tuple(sorted(case.facts))


def _judged(share: Share, *, rulesets: Path | None, language: str) -> list[tuple[int, tuple[Explained, ...]]]:
    """The numbers of the cases that differ, each with what differs."""
    engine = Engine(read_book(rulesets), Reference())
    return [(number, explained(case, engine, language)) for number, case in share if judge(case, engine)]
