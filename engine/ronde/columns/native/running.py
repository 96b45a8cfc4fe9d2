"""A loop run over what a block brings, by as many threads as asked: it holds no lock of Python meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from threading import Thread
from typing import Any

import numpy as np

from ronde.columns.native.brought import Brought, Stands, of_array
from ronde.columns.native.ready import Loop
from ronde.columns.native.row_loop import STRETCH
from ronde.columns.native.written import OfBlocks
from ronde.operations.arrays import Array, Column

PART = 2**14
"""The fewest rows that are worth a thread of their own."""


def run(loop: Loop[OfBlocks], brought: Brought) -> tuple[dict[int, Column], Array]:
    """The columns that a loop finds of a block, and which rows it marks."""
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
    marked = np.empty(rows, bool)
    fill(loop, brought, [of_array(each) for each in (*outputs, marked)])
    return columns, marked


def fill(loop: Loop[Any], brought: Brought, outputs: Sequence[Stands], threads: int = 1) -> None:
    """Run a loop, which fills arrays with what it finds."""

    def part(first: int, last: int) -> None:
        loop.run(last - first, *(_at(each, first) for each in (brought.arrays, outputs, loop.tables)))

    _in_threads(part, brought.rows, min(threads, brought.rows // PART))


def _at(arrays: Sequence[Stands], row: int) -> list[int]:
    return [each.at(row) for each in arrays]


def _in_threads(part: Callable[[int, int], None], rows: int, threads: int) -> None:
    """All rows in about as many parts as there are threads, each of whole stretches but for the last. Parts that no
    thread can be started for are done by this one."""
    size = -(-rows // max(1, threads))
    size += -size % STRETCH
    parts = [*pairwise([*range(0, rows, size), rows])] if rows else []
    others = []
    for each in parts[1:]:
        other = Thread(target=part, args=each)
        try:
            other.start()
        except RuntimeError:
            part(*each)
        else:
            others.append(other)
    for first, last in parts[:1]:
        part(first, last)
    for other in others:
        other.join()
