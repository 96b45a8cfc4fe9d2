"""Keeps rows as they are drawn so that each band of a published pool has its share, chunk of rows by chunk of rows.

Every chunk has the shares of the whole, so a file may be read from any place; what a chunk has too many of waits for
the next, as far as the next can use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from ronde.simulate.population.bands import OUTSIDE, Bands, Counts
from ronde.simulate.population.frame import Truths

CHUNK = 50_000
"""The rows that are kept together and then written."""

MOST_FOR_ONE = 60
"""How many rows are drawn at most for each row of a chunk before its missing rows are given up."""

AT_LEAST = 120_000
"""How many rows are drawn for a chunk, however small, before its missing rows are given up."""

Tell = Callable[[int, int], None]
"""Called after each block with how many rows are kept and how many were drawn."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows that may be kept and their scores, with how many were drawn for them, how many of those the rules could not
    decide, and how many they refuse, with one reason."""

    rows: pa.RecordBatch
    scores: Counts
    drawn: int
    undecided: int = 0
    refused: int = 0
    reason: str = ""


@dataclass(slots=True)
class Counted:
    """What was drawn and kept so far."""

    drawn: int
    before: Counts
    made: Counts
    outside: int = 0
    undecided: int = 0
    refused: int = 0
    reason: str = ""

    def add(self, scored: Scored, band: Counts) -> None:
        """Count rows that were drawn."""
        self.drawn += scored.drawn
        self.undecided += scored.undecided
        self.refused += scored.refused
        self.reason = self.reason or scored.reason
        self.outside += int((band == OUTSIDE).sum())
        self.before += np.bincount(band[band != OUTSIDE], minlength=len(self.before))


@dataclass(slots=True)
class Fitting:
    """The fitting of so many rows to the bands of a pool. `draw` gives the next rows; `patient` says for which bands
    a chunk waits, while at most so many rows were drawn for each of its own."""

    bands: Bands
    rows: int
    draw: Callable[[], Scored]
    shuffle: np.random.Generator
    tell: Tell
    most_for_one: int = field(default_factory=lambda: MOST_FOR_ONE)
    counted: Counted = field(init=False)
    patient: Truths = field(init=False)

    def __post_init__(self) -> None:
        size = len(self.bands.pool.bands)
        self.counted = Counted(0, np.zeros(size, np.int64), np.zeros(size, np.int64))
        self.patient = np.ones(size, dtype=np.bool_)

    @property
    def short(self) -> Counts:
        """How many rows each band lacks once all chunks are made."""
        return self.bands.quotas(self.rows) - self.counted.made

    def chunks(self) -> Iterator[pa.Table]:
        """The chunks, each in an order of chance, without the bands' rows that could not be drawn."""
        whole = self.bands.quotas(self.rows)
        count = -(-self.rows // CHUNK)
        spare: list[tuple[pa.RecordBatch, Counts]] = []
        for number in range(count):
            needs = whole * (number + 1) // count - whole * number // count
            later = whole * (number + 2) // count - whole * (number + 1) // count if number + 1 < count else 0 * whole
            kept, spare = self._chunk(needs, later, spare)
            if kept:
                table = pa.Table.from_batches(kept)
                yield table.take(pa.array(self.shuffle.permutation(table.num_rows)))

    def _chunk(
        self, needs: Counts, later: Counts, waiting: list[tuple[pa.RecordBatch, Counts]]
    ) -> tuple[list[pa.RecordBatch], list[tuple[pa.RecordBatch, Counts]]]:
        """The rows of one chunk, and those that wait for the next."""
        kept: list[pa.RecordBatch] = []
        spare: list[tuple[pa.RecordBatch, Counts]] = []
        room = later.copy()
        left = needs.copy()
        most = max(self.most_for_one * int(needs.sum()), AT_LEAST)
        drawn = 0
        while waiting or (drawn < most and (left[self.patient] > 0).any()):
            if waiting:
                rows, band = waiting.pop(0)
            else:
                scored = self.draw()
                drawn += scored.drawn
                band = self.bands.of(scored.scores)
                rows = scored.rows
                self.counted.add(scored, band)
            place = _places(band, len(needs))
            inside = band != OUTSIDE
            now = inside & (place < left[band])
            after = inside & ~now & (place < (left + room)[band])
            for taken, amounts in ((now, left), (after, room)):
                amounts -= np.bincount(band[taken], minlength=len(needs))
            if now.any():
                kept.append(rows.filter(pa.array(now)))
                self.counted.made += np.bincount(band[now], minlength=len(needs))
            if after.any():
                spare.append((rows.filter(pa.array(after)), band[after]))
            self.tell(int(self.counted.made.sum()), self.counted.drawn)
        self.patient &= left <= 0
        return kept, spare


def _places(band: Counts, size: int) -> Counts:
    """The position of each row among those of its band, from 0."""
    order = np.argsort(band, kind="stable")
    counts = np.bincount(band + 1, minlength=size + 1)
    starts = np.cumsum(counts) - counts
    places = np.empty(len(band), dtype=np.int64)
    places[order] = np.arange(len(band)) - starts[band[order] + 1]
    return places
