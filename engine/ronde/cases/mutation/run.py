"""Every mistake in some versions held against the dated cases, by several processes: which of them no case catches."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ronde.cases.cases import cases_of
from ronde.cases.coverage.measure import reach_of
from ronde.cases.mutation.hold import Held, Holder
from ronde.cases.mutation.mistakes import Mistake, mistakes
from ronde.cases.run import Share
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.model.history import History, Version
from ronde.read.book import read_book
from ronde.signals import leave

CHUNK = 40
"""Mistakes that a process holds before another takes its place, which gives back the memory of what it compiled."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mistake that no case catches."""

    mistake: Mistake
    held: Held


@dataclass(frozen=True, slots=True)
class Mutation:
    """What came of all mistakes: how many of each sort were made, those that change `nothing` apart, how many of them
    were caught, and those that were not."""

    made: Counter[str]
    nothing: Counter[str]
    caught: Counter[str]
    survivors: tuple[Survivor, ...]


Progress: TypeAlias = Callable[[int, int, int], None]
"""Is told how many mistakes were held, of how many, and how many of them no case catches."""


def mutate(
    files: Iterable[Path],
    rulesets: Path | None,
    wanted: Collection[str] | None,
    processes: int | None = None,
    progress: Progress = lambda held, made, left: None,
) -> Mutation:
    """Hold every mistake in the versions of some files of a book (None: in all) against the cases of files.

    Errors: ValidationError with all that is wrong with the cases or the book."""
    cases = cases_of(files)
    history = read_book(rulesets)
    versions = [each for own in history.versions.values() for each in own if _is_wanted(each, wanted)]
    numbered = list(enumerate(cases))
    topics = None if wanted is None else frozenset(version.topic for version in versions)
    reach = reach_of(_near(numbered, history, versions), rulesets, topics, processes, answers=True)
    made = [each for version in versions for each in mistakes(version, history.first_date)]
    held = _held(Holder(Engine(history, Reference()), cases, reach), made, processes, progress)
    both = list(zip(made, held, strict=True))
    return Mutation(
        Counter(mistake.sort for mistake, found in both if not found.nothing),
        Counter(mistake.sort for mistake, found in both if found.nothing),
        Counter(mistake.sort for mistake, found in both if found.caught),
        tuple(Survivor(mistake, found) for mistake, found in both if not found.caught and not found.nothing),
    )


def _is_wanted(version: Version, wanted: Collection[str] | None) -> bool:
    return wanted is None or version.document.file in wanted


def _near(cases: Share, history: History, versions: Sequence[Version]) -> Share:
    """The cases of days on which one of the versions is in force, or would be if it came a day sooner."""
    own = frozenset(map(id, versions))
    eves = {version.effective - 1 for version in versions}
    known: dict[tuple[int, int | None], bool] = {}
    for _, case in cases:
        day = case.as_of, case.known_on
        if day not in known:
            layers = (each for topic in history.in_force(*day).topics for each in topic.layers)
            known[day] = case.as_of in eves or not own.isdisjoint(map(id, layers))
    return [each for each in cases if known[each[1].as_of, each[1].known_on]]


_HOLDER: list[tuple[Holder, Sequence[Mistake]]] = []
"""What processes that are forked from this one hold, and against what."""


def _held(holder: Holder, made: Sequence[Mistake], processes: int | None, progress: Progress) -> list[Held]:
    """What comes of each mistake. Processes are forked, so that all have the cases and compiled rules of this one."""
    count = processes or os.cpu_count() or 1
    starts = range(0, len(made), CHUNK)
    found: list[Held] = []
    holder.prepare()
    _HOLDER.append((holder, made))
    try:
        for chunk in _chunks(starts, count):
            found.extend(chunk)
            progress(len(found), len(made), sum(not each.caught and not each.nothing for each in found))
    finally:
        _HOLDER.clear()
    return found


def _chunks(starts: range, count: int) -> Iterator[list[Held]]:
    """What comes of the mistakes from each of these on, in order."""
    if count == 1 or len(starts) < 2:
        yield from map(_chunk, starts)
        return
    with multiprocessing.get_context("fork").Pool(count, leave, maxtasksperchild=1) as pool:
        yield from pool.imap(_chunk, starts, chunksize=1)


def _chunk(start: int) -> list[Held]:
    holder, made = _HOLDER[0]
    return [holder.hold(mistake) for mistake in made[start : start + CHUNK]]
