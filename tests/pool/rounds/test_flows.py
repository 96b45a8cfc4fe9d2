"""Who comes and who leaves between two published pools."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pool.rounds import small

from ronde.simulate.candidate_columns import UNKNOWN
from ronde.simulate.flows import drawn, scaled, towards_bands, towards_total
from ronde.simulate.population.bands import OUTSIDE, Bands

scores = st.lists(st.one_of(st.just(UNKNOWN), st.integers(50, 450)), max_size=40).map(
    lambda each: np.array(each, dtype=np.int64)
)


@given(st.tuples(*[st.integers(0, 30)] * 3), scores, scores, st.sampled_from([1, 2, Fraction(7, 2)]), st.integers(0, 9))
def test_each_band_comes_to_its_published_count(
    counts: tuple[int, int, int], standing: np.ndarray, there: np.ndarray, scale: Fraction, seed: int
) -> None:
    """Newcomers fill a band that has too few, where there are any; those too many leave; nobody leaves twice."""
    pool = small.pool("2024-01-09", *counts)
    flow = towards_bands(pool, Fraction(scale), standing, there, np.random.default_rng(seed))
    assert len(set(flow.left)) == len(flow.left)
    here, drawn_bands = Bands(pool).of(standing), Bands(pool).of(there[flow.came])
    missing = 0
    for place, band in enumerate(pool.bands):
        wanted = scaled(band.count, Fraction(scale))
        stay = np.count_nonzero(here == place) - np.count_nonzero(here[flow.left] == place)
        came = np.count_nonzero(drawn_bands == place)
        if (Bands(pool).of(there) == place).any():
            assert stay + came == wanted
        else:
            assert came == 0
            missing += max(0, wanted - stay)
    assert flow.missing == missing
    assert (here[flow.left] != OUTSIDE).all()


@given(st.integers(0, 60), scores, scores, st.integers(0, 9))
def test_the_pool_comes_to_its_total(total: int, standing: np.ndarray, there: np.ndarray, seed: int) -> None:
    """Whatever the scores of those who come."""
    flow = towards_total(total, standing, there, np.random.default_rng(seed))
    assert len(standing) + len(flow.came) - len(flow.left) == total - flow.missing
    assert flow.missing == 0 or not len(there)


def test_people_are_drawn_as_often_as_one_another() -> None:
    """Seven draws among three: each twice, and one a third time."""
    rows = drawn(np.array([4, 5, 6]), 7, np.random.default_rng(1))
    counts = np.bincount(rows)[4:]
    assert sorted(counts) == [2, 2, 3]


@pytest.mark.parametrize(
    ("count", "scale", "wanted"), [(1510, 10, 151), (15, 10, 2), (14, 10, 1), (4, 10, 0), (7, 1, 7)]
)
def test_counts_are_scaled_to_the_nearest_halves_upwards(count: int, scale: int, wanted: int) -> None:
    assert scaled(count, Fraction(scale)) == wanted


def test_scores_outside_every_band_have_none() -> None:
    """Below, above, between, or not known."""
    pool = small.pool("2024-01-09", 1, 1)
    assert list(Bands(pool).of(np.array([99, 100, 199, 200, 299, 300, UNKNOWN]))) == [-1, 1, 1, 0, 0, -1, -1]
