"""Who comes and who leaves between two published pools: how many of each band of scores, who they are, and when.

These are assumptions. What is published is how many candidates stood in each band on some days; nobody publishes who
came, who left, or why.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ronde.rounds.data import Pool
from ronde.simulate.candidate_columns import Numbers
from ronde.simulate.population.bands import Bands


@dataclass(frozen=True)
class Flow:
    """Who comes and who leaves: `came` are rows of the people that newcomers are drawn from, `left` rows of the pool;
    `missing` counts the newcomers of bands in which there was nobody to draw."""

    came: Numbers
    left: Numbers
    missing: int = 0


def scaled(count: int, scale: Fraction) -> int:
    """A count of candidates, in simulated ones: the nearest whole number, halves upwards."""
    return int(Fraction(count) / scale + Fraction(1, 2))


def towards_bands(pool: Pool, scale: Fraction, standing: Numbers, drawn_from: Numbers, random: Generator) -> Flow:
    """What brings each band to its published count. `standing` and `drawn_from` are the scores of those in the pool and
    of those who may come."""
    here, there = Bands(pool).of(standing), Bands(pool).of(drawn_from)
    came: list[Numbers] = []
    left: list[Numbers] = []
    missing = 0
    for place, band in enumerate(pool.bands):
        inside = np.flatnonzero(here == place)
        more = scaled(band.count, scale) - len(inside)
        if more < 0:
            left.append(random.choice(inside, -more, replace=False))
        elif more:
            chosen = drawn(np.flatnonzero(there == place), more, random)
            missing += more - len(chosen)
            came.append(chosen)
    return Flow(_joined(came), _joined(left), missing)


def towards_total(total: int, standing: Numbers, drawn_from: Numbers, random: Generator) -> Flow:
    """What brings the pool to a total, whatever the scores of those who come."""
    more = total - len(standing)
    if more < 0:
        return Flow(_joined([]), random.choice(len(standing), -more, replace=False))
    chosen = drawn(np.arange(len(drawn_from)), more, random)
    return Flow(chosen, _joined([]), more - len(chosen))


def drawn(rows: NDArray[np.int64], count: int, random: Generator) -> Numbers:
    """So many of these rows, each as often as the others as far as that goes; none where there are none."""
    if not len(rows):
        return _joined([])
    whole, rest = divmod(count, len(rows))
    return _joined([*[rows] * whole, random.choice(rows, rest, replace=False)])


def _joined(parts: list[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])
