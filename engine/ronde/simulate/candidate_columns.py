"""Candidates in columns as a round sees them: score, instant of submission, whom the round was for, the way out; and
their order: by score, then by who submitted first, then by id.

A day without a time of day may be any second of that day. Order takes the last one, so that nobody goes before another
on a time that is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ronde.simulate.selection import Key, foremost

Numbers = NDArray[np.int64]
Ids: TypeAlias = pa.ChunkedArray | pa.Array

UNKNOWN = -np.iinfo(np.int64).max
"""A score that is not known: it comes after every other."""
LATEST = np.iinfo(np.int64).max
"""An instant or a day that is not known: nothing comes after it."""
DAY = 86_400
EPOCH = 719_163
"""The day number of the day from which instants count their seconds."""


@dataclass(frozen=True)
class CandidateColumns:
    """One value for each candidate. Instants are seconds, days are day numbers.

    `first` and `last` are the earliest and the latest instant at which the candidate can have submitted; `concerned`
    is 1 for those whom the round was for, 0 for the others, -1 where that is unknown; `expires` is the first day out
    of the pool.
    """

    score: Numbers
    first: Numbers
    last: Numbers
    concerned: Numbers
    expires: Numbers

    @property
    def size(self) -> int:
        """How many candidates there are."""
        return len(self.score)

    def part(self, rows: NDArray[np.generic]) -> CandidateColumns:
        """The candidates of some rows."""
        return CandidateColumns(*(getattr(self, each.name)[rows] for each in fields(self)))

    def order(self, rows: Numbers, ids: Ids | None = None) -> Numbers:
        """These rows from the first candidate to the last. `ids` has the id of every candidate (none given: the order
        in which `rows` are decides in its place)."""
        order = rows[np.lexsort((self.last[rows], -self.score[rows]))]
        if ids is None:
            return order
        score, last = self.score[order], self.last[order]
        same = (score[1:] == score[:-1]) & (last[1:] == last[:-1])
        group = np.concatenate([[0], np.cumsum(~same)])
        # The ids of those alone that score and instant do not set apart, read in the order of their rows.
        tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
        tied = tied[np.argsort(order[tied])]
        some = order[tied]
        by_id = np.argsort(group[tied] * len(rows) + places(ids.take(pa.array(some))))
        order[np.sort(tied)] = some[by_id]
        return order

    def foremost(self, rows: Numbers, count: int, ids: Ids | None = None) -> Numbers:
        """So many of these rows, those that `order` puts first, in no order."""
        keys: list[Key] = [lambda some: -self.score[some], lambda some: self.last[some]]
        if ids is not None:
            keys.append(lambda some: places(ids.take(pa.array(some))))
        return foremost(rows, keys, count)


def places(ids: Ids) -> Numbers:
    """The place of each id among all of them, in their own order; equal ids keep the order of their rows."""
    if pa.types.is_dictionary(ids.type):
        ids = pc.cast(ids, ids.type.value_type)
    order = pc.sort_indices(ids).to_numpy(zero_copy_only=False)
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.arange(len(order), dtype=np.int64)
    return found


def numbers(column: pa.ChunkedArray | pa.Array, missing: int) -> Numbers:
    """A column of whole numbers, yes or no, or days (as day numbers) as an array, with a value for those missing."""
    if pa.types.is_date32(column.type):
        shifted = pc.cast(pc.cast(column, pa.int32()), pa.int64())
        column = pc.add(shifted, EPOCH)
    elif pa.types.is_decimal(column.type):
        column = pc.floor(column)
    filled = pc.fill_null(pc.cast(column, pa.int64(), safe=False), missing)
    return np.asarray(filled.to_numpy(zero_copy_only=False), dtype=np.int64)


def instants(days: pa.ChunkedArray | pa.Array, times: pa.ChunkedArray | pa.Array | None) -> tuple[Numbers, Numbers]:
    """The earliest and the latest instant of each day and time of day (HH:MM:SS); of the whole day where no time is
    given, and of all time where no day is."""
    day = numbers(days, LATEST)
    known = day != LATEST
    start = np.where(known, (np.where(known, day, EPOCH) - EPOCH) * DAY, 0)
    seconds = np.full(len(day), -1, dtype=np.int64) if times is None else numbers(_seconds(times), -1)
    first = np.where(known, start + np.maximum(seconds, 0), -LATEST)
    last = np.where(known, start + np.where(seconds < 0, DAY - 1, seconds), LATEST)
    return first, last


def _seconds(times: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """The seconds since midnight of times of day written HH:MM:SS."""
    if pa.types.is_null(times.type):
        return pa.nulls(len(times), pa.int64())
    text = pc.cast(times, pa.string())
    parts = [pc.cast(pc.utf8_slice_codeunits(text, start, start + 2), pa.int64()) for start in (0, 3, 6)]
    return pc.add(pc.add(pc.multiply(parts[0], 60 * 60), pc.multiply(parts[1], 60)), parts[2])


def lineup(columns: Mapping[str, pa.ChunkedArray | pa.Array | None]) -> CandidateColumns:
    """A line-up of columns named `score`, `submitted`, `time`, `concerned`, `expires`; those missing are unknown."""
    score = columns["score"]
    assert score is not None
    size = len(score)
    submitted, concerned, expires = columns.get("submitted"), columns.get("concerned"), columns.get("expires")
    days = pa.nulls(size, pa.date32()) if submitted is None else submitted
    first, last = instants(days, columns.get("time"))
    return CandidateColumns(
        numbers(score, UNKNOWN),
        first,
        last,
        np.full(size, -1, dtype=np.int64) if concerned is None else numbers(concerned, -1),
        np.full(size, LATEST, dtype=np.int64) if expires is None else numbers(expires, LATEST),
    )
