"""Where a score stands in the pool as published: exact between bands, a range within one, refused before the first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.support import books

from ronde.explain.rounds import horizon_line
from ronde.explain.standing import standing_lines
from ronde.model.types import read_date
from ronde.rounds.data import Band, Pool, Rounds, read_rounds
from ronde.rounds.standing import Standing, standing


@cache
def rounds() -> Rounds:
    """The rounds and pools of the real book, read once."""
    return read_rounds(books.real())


def of(score: int, day: str) -> Standing:
    """The standing of a score on a day."""
    found = standing(rounds(), score, read_date(day))
    assert found is not None
    return found


def told(found: Standing, language: str) -> str:
    """What is told of a standing."""
    return "\n".join(each.text for each in standing_lines(found, language))


FILES = Path(__file__).resolve().parents[2] / "rulesets" / "rounds" / "pool"


def test_the_pool_is_read_as_its_file_says() -> None:
    """The pool of 2015-07-06, transcribed: 41,218 candidates in twenty bands, the highest first."""
    pool = rounds().pools[0]
    assert (pool.date, pool.total, len(pool.bands)) == (read_date("2015-07-06"), 41_218, 20)
    assert (pool.bands[0].low, pool.bands[0].high, pool.bands[0].count) == (1000, 1200, 51)
    assert '"400..449": 8770' in (FILES / "2015.yaml").read_text(encoding="utf-8")
    assert Band(400, 449, 8770) in pool.bands


@pytest.mark.parametrize(
    ("score", "least", "most"),
    [
        (1200, 0, 51),
        (1000, 0, 51),
        (999, 51, 89),
        (500, 357, 395),
        (499, 395, 2181),
        (450, 395, 2181),
        (449, 2181, 10951),
        (400, 2181, 10951),
        (99, 41_197, 41_218),
        (0, 41_197, 41_218),
    ],
)
def test_ranks_count_from_the_published_bands(score: int, least: int, most: int) -> None:
    """On 2015-07-06: above are the higher bands for sure, and at most one's own; the same at both ends of a band."""
    found = of(score, "2015-07-06")
    assert (found.above_least, found.above_most) == (least, most)
    assert found.rank == (least + 1, most)
    assert found.share_above == (least / 41_218, most / 41_218)


@pytest.mark.parametrize("pool", rounds().pools, ids=lambda pool: str(pool.date))
def test_in_every_pool_a_higher_score_never_stands_lower(pool: Pool) -> None:
    """Over all published pools: shares from 0 to 1, ranks in order, and better as the score grows."""
    previous: Standing | None = None
    for score in sorted({*(band.low for band in pool.bands), *(band.high for band in pool.bands)}, reverse=True):
        found = standing(rounds(), score, pool.date)
        assert found is not None
        assert found.pool == pool
        assert 0 <= found.share_above[0] <= found.share_above[1] <= 1
        assert 1 <= found.rank[0] <= found.rank[1] <= pool.total + 1
        if previous is not None:
            assert found.above_least >= previous.above_least
            assert found.above_most >= previous.above_most
        previous = found
    assert previous is not None
    assert previous.above_most == pool.total


def test_the_last_pool_published_for_a_day_up_to_the_one_asked_is_taken() -> None:
    """On the day of a pool it is that pool; the day before, the one before; long after the last, the last."""
    first, second = rounds().pools[:2]
    for day, expected in ((first.date, first), (second.date - 1, first), (second.date, second)):
        found = standing(rounds(), 450, day)
        assert found is not None
        assert found.pool == expected
    assert of(450, "2030-01-01").pool == rounds().pools[-1]


def test_before_the_first_pool_nothing_is_said() -> None:
    """On 2015-07-05 no pool was published: no standing, instead of one from a later pool."""
    assert standing(rounds(), 450, read_date("2015-07-05")) is None
    assert standing(Rounds((), (), 0), 450, read_date("2023-07-05")) is None


def test_an_empty_band_makes_the_rank_exact() -> None:
    """Nobody in one's band: the rank follows those above, best and worst alike."""
    pool = Pool(1, (Band(501, 600, 10), Band(401, 500, 0), Band(0, 400, 5)), "official")
    found = standing(Rounds((), (pool,), 1), 450, 1)
    assert found is not None
    assert (found.rank, found.share_above) == ((11, 11), (10 / 15, 10 / 15))


def test_an_empty_pool_does_not_divide_by_nothing() -> None:
    """A pool of no one: rank 1, share 0."""
    found = standing(Rounds((), (Pool(1, (Band(0, 1200, 0),), "official"),), 1), 450, 1)
    assert found is not None
    assert (found.rank, found.share_above) == ((1, 1), (0.0, 0.0))


def test_the_page_says_it_in_both_languages() -> None:
    """Day, size, range of ranks and how sure, with each language's figures."""
    english = told(of(592, "2023-07-05"), "en")
    assert "214,529 people on July 4, 2023" in english
    assert "between 353 and 1,079 people (0.2% to 0.5%)" in english
    assert "between 354 and 1,079" in english
    french = told(of(592, "2023-07-05"), "fr")
    apart = "\N{NO-BREAK SPACE}"
    assert f"214{apart}529 personnes" in french
    assert "0,2 % à 0,5 %" in french
    assert f"entre 354 et 1{apart}079" in french


def test_what_is_to_be_known_of_a_published_pool_is_told_with_the_standing() -> None:
    """The pool of 2022-05-23 repeats the one before: whoever stands in it reads that. The one before has no note."""
    doubtful, plain = of(500, "2022-05-23"), of(500, "2022-05-22")
    assert plain.pool.note is None
    for language, word in (("en", "Doubtful"), ("fr", "douteux")):
        assert word in told(doubtful, language)
        assert word not in told(plain, language)


def test_rounds_known_to_exist_beyond_the_last_day_are_told_with_it() -> None:
    """After round 447 (2026-10-01) a round 449 is known to exist, and nothing else of it."""
    for language in ("en", "fr"):
        line = horizon_line(rounds(), language)
        assert "449" in line
        assert "447" in line
    assert horizon_line(Rounds((), (), 1), "en").count(".") == 1
