"""A loop run over what a block brings, by as many threads as asked: it holds no lock of Python meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Thread

import numpy as np

from ronde.columns.native.brought import Brought, Stands, of_array
from ronde.columns.native.ready import Loop
from ronde.columns.native.row_loop import STRETCH
from ronde.operations.arrays import Array, Column

PART = 2**14
"""The fewest rows that are worth a thread of their own."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a loop found of rows: the columns of nodes, truths of their rules, and which rows it marks."""

    columns: Mapping[int, Column]
    scopes: Sequence[Array]
    marked: Array


def run(loop: Loop, brought: Brought, threads: int = 1) -> Run:
    """What a loop finds."""
    rows, columns, outputs = brought.rows, dict[int, Column](), list[Array]()
    for node, how in loop.written.outputs.items():
        if isinstance(how, Column):
            columns[node] = how
            continue
        lo = np.empty((how.places or 0, rows) if how.places is not None else rows, how.dtype)
        hi = lo if how.sure else np.empty_like(lo)
        ends = [lo] if how.sure else [lo, hi]
        outputs += ends if how.places is None else [end[place] for place in range(how.places) for end in ends]
        columns[node] = Column(lo, hi)
    scopes = [np.empty(rows, bool) for _ in range(loop.written.scopes)]
    marked = np.empty(rows, bool)
    stand = [of_array(each) for each in (*outputs, *scopes, marked)]
    tables = [of_array(each, single=True) for each in loop.written.tables]

    def part(first: int, last: int) -> None:
        loop.run(last - first, *(_at(each, first) for each in (brought.arrays, stand, tables)))

    _in_threads(part, rows, min(threads, rows // PART))
    return Run(columns, scopes, marked)


def _at(arrays: Sequence[Stands], row: int) -> list[int]:
    return [each.at(row) for each in arrays]


def _in_threads(part: Callable[[int, int], None], rows: int, threads: int) -> None:
    """All rows in about as many parts as there are threads, each of whole stretches but for the last, this thread's."""
    size = -(-rows // max(1, threads))
    size += -size % STRETCH
    parts = [*pairwise([*range(0, rows, size), rows])] if rows else []
    others = [Thread(target=part, args=each) for each in parts[1:]]
    for each in others:
        each.start()
    for first, last in parts[:1]:
        part(first, last)
    for each in others:
        each.join()
