"""Which people tell most of a change: of those whose answers move alike for the same reasons, the most and the least
touched and some between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ronde.batch.reading import LINE

MOST = 10
"""How many people are told one by one."""

MOST_KINDS = 64
"""Of how many kinds of movement people are looked at in each batch: the most frequent."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Example:
    """One person: their row as it came, their answers before and after, the bits of the causes, and how much moved."""

    row: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    causes: int
    moved: int


@dataclass
class Kind:
    """People whose answers move alike for the same reasons: how many they are, and some of them, from the least touched
    to the most."""

    people: int = 0
    some: tuple[Example, ...] = ()


class Examples:
    """Kinds of movement, found batch by batch."""

    def __init__(self) -> None:
        self.kinds: dict[tuple[int, ...], Kind] = {}

    def add(
        self,
        batch: pa.RecordBatch,
        answers: tuple[pa.RecordBatch, pa.RecordBatch],
        touched: NDArray[np.intp],
        moves: Mapping[str, NDArray[np.int64]],
        causes: NDArray[np.uint64],
    ) -> None:
        """Take in the touched rows of a batch: `moves` says by how much each fact moves, `causes` why."""
        signs = [np.sign(each[touched]) for each in moves.values()]
        size = np.sum([np.abs(each[touched]) for each in moves.values()], axis=0)
        keys = np.stack([causes[touched].astype(np.int64), *signs])
        kinds, which, counts = np.unique(keys, axis=1, return_inverse=True, return_counts=True)
        order = np.lexsort((size, which.ravel()))
        ends = np.cumsum(counts)
        each_of = max(2, -(-MOST // len(counts)))
        for number in np.argsort(-counts, kind="stable")[:MOST_KINDS].tolist():
            own = spread(order[ends[number] - counts[number] : ends[number]].tolist(), each_of)
            causes_of = int(causes[touched[own[0]]])
            more = [self._example(batch, answers, int(touched[row]), causes_of, int(size[row])) for row in own]
            found = self.kinds.setdefault(tuple(kinds[:, number].tolist()), Kind())
            found.people += int(counts[number])
            found.some = tuple(spread(sorted((*found.some, *more), key=lambda one: one.moved), MOST))

    def _example(
        self, batch: pa.RecordBatch, answers: tuple[pa.RecordBatch, pa.RecordBatch], row: int, causes: int, moved: int
    ) -> Example:
        before, after = (each.slice(row, 1).to_pylist()[0] for each in answers)
        place = int(np.searchsorted(batch.column(LINE).to_numpy(), before[LINE]))
        return Example(batch.slice(place, 1).to_pylist()[0], before, after, causes, moved)

    def telling(self) -> list[Example]:
        """At most MOST people, of each kind in turn, the largest first: who is touched most, least, then others."""
        kinds = sorted(self.kinds.values(), key=lambda kind: -kind.people)
        turns = [_ends_first(kind.some) for kind in kinds]
        every = (turn[place] for place in range(MOST) for turn in turns if place < len(turn))
        return list({each.row[LINE]: each for each in every}.values())[:MOST]


def spread(ordered: Sequence[T], most: int) -> list[T]:
    """At most so many of what is in order, the ends among them and the others evenly between."""
    if len(ordered) <= most:
        return list(ordered)
    return [ordered[round(place)] for place in np.linspace(0, len(ordered) - 1, most)]


def _ends_first(some: Sequence[Example]) -> list[Example]:
    """The last, the first, then those between."""
    return [*some[:-2:-1], *some[:1], *some[1:-1]]
