"""Rows kept so that bands have their published shares."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronde.messages.diagnostics import ValidationError
from ronde.rounds.data import Band, Pool
from ronde.simulate.population import fitting
from ronde.simulate.population.bands import OUTSIDE, Bands, gap, nearest
from ronde.simulate.population.fitting import Fitting, Scored


def bands(*counts: int) -> Bands:
    """A published pool whose bands are ten points wide, from the highest down, with a hole below ten."""
    size = len(counts)
    return Bands(
        Pool(1, tuple(Band(10 * (size - n), 10 * (size - n) + 9, each) for n, each in enumerate(counts)), "official")
    )


def fitted(published: Bands, rows: int, scores: list[int], block: int = 500) -> tuple[Fitting, list[pa.Table]]:
    """A fitting that draws these scores over and over."""
    random = np.random.default_rng(1)

    def draw() -> Scored:
        found = random.choice(scores, block)
        return Scored(pa.record_batch({"score": pa.array(found)}), found, block)

    made = Fitting(published, rows, draw, random, lambda kept, drawn: None)
    return made, list(made.chunks())


def test_a_score_falls_in_the_band_that_holds_it() -> None:
    assert bands(1, 1, 1).of(np.array([39, 30, 29, 10, 9, 40, -5])).tolist() == [0, 0, 1, 2, OUTSIDE, OUTSIDE, OUTSIDE]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any), st.integers(1, 10_000))
def test_quotas_are_the_shares_and_their_sum_is_right(counts: list[int], rows: int) -> None:
    quotas = bands(*counts).quotas(rows)
    assert quotas.sum() == rows
    assert all(abs(quota - rows * each / sum(counts)) < 1 for quota, each in zip(quotas, counts, strict=True))


@pytest.mark.parametrize("rows", [1, 7, 300, 2500])
def test_every_band_has_its_share(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(fitting, "CHUNK", 1000)
    published = bands(1, 2, 3, 4)
    made, chunks = fitted(published, rows, [45, 35, 25, 15, 15, 15, 15, 5])
    scores = np.concatenate([each.column("score").to_numpy() for each in chunks])
    assert np.bincount(published.of(scores), minlength=4).tolist() == published.quotas(rows).tolist()
    assert not made.short.any()
    assert made.counted.outside > 0
    for chunk in chunks:
        here = np.bincount(published.of(chunk.column("score").to_numpy()), minlength=4)
        assert gap(here, published.published) < 4 / chunk.num_rows


def test_a_band_that_is_never_drawn_is_given_up_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "CHUNK", 1000)
    monkeypatch.setattr(fitting, "AT_LEAST", 4000)
    monkeypatch.setattr(fitting, "MOST_FOR_ONE", 4)
    made, chunks = fitted(bands(1, 1), 3000, [15])
    assert sum(each.num_rows for each in chunks) == 1500
    assert made.short.tolist() == [1500, 0]
    assert made.counted.drawn <= 4000 + 3000, "what was given up once is not waited for again"


def test_a_chunk_is_in_an_order_of_chance() -> None:
    made, (chunk,) = fitted(bands(1, 1), 400, [25, 15, 15, 15, 15, 15])
    scores = chunk.column("score").to_numpy()
    assert 60 < (scores[:200] == 25).sum() < 140
    assert made.counted.before.sum() + made.counted.outside == made.counted.drawn


def test_how_far_distributions_are() -> None:
    assert gap(np.array([1, 1]), np.array([5, 5])) == 0
    assert gap(np.array([1, 0]), np.array([0, 7])) == 1
    assert gap(np.array([1, 1]), np.array([1, 1]), outside=2) == 0.5
    assert gap(np.array([0, 0]), np.array([1, 1])) == 1


def test_the_pool_followed_is_the_last_one_published() -> None:
    pools = [Pool(day, (Band(0, 9, count),), "official") for day, count in ((5, 1), (9, 1), (12, 0))]
    assert nearest(pools, 20).pool.date == 9
    assert nearest(pools, 8).pool.date == 5
    with pytest.raises(ValidationError) as refused:
        nearest(pools, 4)
    assert refused.value.diagnostics[0].code == "pool-none"
