"""Many cases run, by several processes if there are many: what failed, in the order of the files.

They run on the reference, which defines what rules mean: cases are tests of rules, not of machines.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ronde.cases.cases import read_every
from ronde.cases.judge import judge
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.model.case import Case
from ronde.model.finding import Place, Refused
from ronde.read.book import read_book
from ronde.signals import leave, uninterrupted

FEW = 300
"""So many cases are run sooner by one process than by several, which read the rules each for itself."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that failed: where it stands, its name, and what differs, in words."""

    place: Place
    name: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: how many cases there were, and those that failed."""

    cases: int
    failures: tuple[Failure, ...]


def run_cases(files: Iterable[Path], rulesets: Path | None, language: str, processes: int | None = None) -> Run:
    """Run the cases of files by a book (default: the package's own), in so many processes (default: one for each
    processor). Errors: Refused, with all that is wrong with any file of cases, before one is run; and for the book."""
    cases, findings = read_every(files)
    if findings:
        raise Refused(tuple(findings))
    by_day = sorted(range(len(cases)), key=lambda number: cases[number].as_of)
    count = max(1, min(processes or os.cpu_count() or 1, len(cases) // FEW))
    size = -(-len(cases) // count)
    shares = [[cases[number] for number in by_day[start : start + size]] for start in range(0, len(cases), size)]
    judged = [each for share in _by_share(shares, rulesets, language) for each in share]
    found = sorted(zip(by_day, judged, strict=True))
    failed = (Failure(cases[number].place, cases[number].name, each) for number, each in found if each)
    return Run(len(cases), tuple(failed))


def _by_share(
    shares: Sequence[Sequence[Case]], rulesets: Path | None, language: str
) -> Iterable[Sequence[tuple[str, ...]]]:
    """What differs in each case of each share: the days of a share follow one another, so that rules are made ready
    by one process only."""
    work = partial(_judged, rulesets=rulesets, language=language)
    if len(shares) < 2:
        return map(work, shares)
    with ProcessPoolExecutor(len(shares), initializer=leave) as processes:
        with uninterrupted():
            told = processes.map(work, shares)
        return list(told)


def _judged(share: Sequence[Case], *, rulesets: Path | None, language: str) -> list[tuple[str, ...]]:
    engine = Engine(read_book(rulesets), Reference())
    return [tuple(judge(case, engine, language)) for case in share]
