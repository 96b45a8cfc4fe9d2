"""The bands of a published pool: where scores fall, how many rows each is to have, how far distributions are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ronde.evaluate.decision import day_text
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation
from ronde.rounds.data import Pool

Counts = NDArray[np.int64]

OUTSIDE = -1
"""The band of a score that lies in none."""


@dataclass(frozen=True)
class Bands:
    """The bands of a published pool, in its order, and what it says of each."""

    pool: Pool

    @property
    def published(self) -> Counts:
        """How many candidates each band held."""
        return np.array([band.count for band in self.pool.bands], dtype=np.int64)

    def of(self, scores: Counts) -> Counts:
        """The number of each score's band, or OUTSIDE (also of a score that is not known: the least number)."""
        rising: Counts = np.argsort([band.low for band in self.pool.bands]).astype(np.int64)
        lows = np.array([self.pool.bands[number].low for number in rising])
        highs = np.array([self.pool.bands[number].high for number in rising])
        found = np.searchsorted(lows, scores, side="right") - 1
        inside = (found >= 0) & (scores <= highs[found])
        bands: Counts = np.where(inside, rising[found], OUTSIDE).astype(np.int64)
        return bands

    def quotas(self, rows: int) -> Counts:
        """How many of so many rows each band is to have: its share, rounded so that the sum is right."""
        exact = self.published * (rows / self.pool.total)
        found: Counts = np.floor(exact).astype(np.int64)
        order = np.argsort(-(exact - found), kind="stable")
        found[order[: rows - int(found.sum())]] += 1
        return found


def nearest(pools: Iterable[Pool], as_of: int) -> Bands:
    """The bands of the last pool published on or before a day. Errors: ValidationError where there is none."""
    before = [pool for pool in pools if pool.date <= as_of and pool.total > 0]
    if not before:
        raise refuse("pool-none", ArgumentLocation("--as-of"), date=day_text(as_of))
    return Bands(max(before, key=lambda pool: pool.date))


def shares(counts: Counts, outside: int = 0) -> NDArray[np.float64]:
    """The share of each count in the whole, of which some lie outside every band."""
    whole = int(counts.sum()) + outside
    return counts / whole if whole else np.zeros(len(counts))


def gap(one: Counts, other: Counts, outside: int = 0) -> float:
    """The total variation of two distributions: the share that would have to move to make them alike.

    `outside` is how many of the first lie in no band.
    """
    whole = int(one.sum()) + outside
    if not whole:
        return 1.0
    apart = np.abs(shares(one, outside) - shares(other)).sum()
    return float(apart + outside / whole) / 2
