"""Rounds held again on a simulated pool: whom they take, how the pool moves, how far the cut-offs are off."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from tests.pool.rounds import small
from tests.support import books

from ronde.simulate.accuracy import accuracy, accuracy_by_type
from ronde.simulate.replay import ARRIVALS, Crowd, Replay, Settings, replay

START = small.day("2024-01-09")
ONE = Settings(Fraction(1), 0)
STEADY = [small.pool(on, 100, 100, 100) for on in ("2024-01-09", "2024-01-22", "2024-02-11")]
ROUNDS = [
    small.held(1, "2024-01-10", "all", 30, 360),
    small.held(2, "2024-01-22", "few", 20, 300),
    small.held(3, "2024-01-31", "all", 40, 350),
]


def crowd(size: int = 300) -> Crowd:
    people = small.crowd_of(size)
    return Crowd(people, people, START)


NOBODY = small.crowd_of(0)


def run(rounds: list = ROUNDS, pools: list = STEADY, settings: Settings = ONE, people: Crowd | None = None) -> Replay:  # type: ignore[type-arg]
    return replay(small.BOOK, rounds, pools, people or crowd(), settings)


def test_the_first_round_takes_the_best_of_the_starting_pool() -> None:
    """Scores from 100 to 399, a point apart: thirty invitations go down to 370."""
    found = run(pools=STEADY[:1], rounds=ROUNDS[:1], people=Crowd(small.crowd_of(300), NOBODY, START))
    assert (found.rounds[0].invited, found.rounds[0].cutoff, found.rounds[0].error) == (30, 370, 10)
    assert found.rounds[0].concerned == 300
    assert found.rounds[0].tie_break is not None


def test_without_a_later_published_pool_newcomers_keep_its_size() -> None:
    """They are drawn whatever their score, as many as left."""
    later = small.held(2, "2024-03-10", "all", 300, 100)
    found = run(pools=STEADY[:1], rounds=[*ROUNDS[:1], later])
    assert (found.rounds[1].invited, len(found.pools)) == (300, 1)


def test_the_pool_follows_the_published_ones_band_by_band() -> None:
    """After each interval every band has its published count, whatever the rounds took."""
    found = run()
    assert [each.pool for each in found.pools] == STEADY
    for each in found.pools[1:]:
        assert sum(abs(count - 100) for count in each.simulated) <= 6
        assert each.missing == 0
    assert found.unread == 0


@pytest.mark.parametrize("arrivals", ARRIVALS)
def test_who_comes_and_who_leaves_adds_up(arrivals: str) -> None:
    """A pool is the one before, with those who came, without those invited, expired and gone."""
    found = run(settings=replace(ONE, arrivals=arrivals))
    for before, after in zip(found.pools, found.pools[1:], strict=False):
        assert after.total == before.total + after.came - after.invited - after.expired - after.left
    assert sum(each.invited for each in found.pools) == sum(each.invited for each in found.rounds)


def test_the_same_seed_gives_the_same_replay_and_another_another() -> None:
    assert run() == run()
    assert run() != run(settings=Settings(Fraction(1), 1))


def test_a_pool_at_scale_is_invited_at_scale() -> None:
    """One for ten: three invitations for thirty; one where a tenth would be none."""
    pools = [replace(each, bands=tuple(replace(band, count=1000) for band in each.bands)) for each in STEADY]
    tiny = small.held(9, "2024-02-01", "all", 1, 390)
    found = run(rounds=[*ROUNDS, tiny], pools=pools, settings=Settings(Fraction(10), 0))
    assert [each.asked for each in found.rounds] == [3, 2, 4, 1]
    assert all(abs(each.total * 10 - each.pool.total) <= 60 for each in found.pools)


def test_people_age_while_they_wait() -> None:
    """Born on January 15: at the second round everyone is a year older than at the first, and has a point more."""
    people = small.people([("1994-01-15", "2023-12-01", "10:00:00", 100, True)] * 3)
    rounds = [small.held(1, "2024-01-10", "all", 1, 129), small.held(2, "2024-01-22", "all", 1, 129)]
    found = run(rounds, [small.pool("2024-01-09", 3)], people=Crowd(people, people, START))
    assert [each.cutoff for each in found.rounds] == [129, 130]


def test_profiles_leave_at_the_end_of_their_validity() -> None:
    """Sent on January 15 of the year before: in the first round, no longer in the second."""
    people = small.people([("1994-01-01", "2023-01-15", "10:00:00", 100, True)] * 3)
    nobody = small.people([("1994-01-01", "2024-01-01", "10:00:00", 0, False)])
    rounds = [small.held(1, "2024-01-10", "few", 1, 100), small.held(2, "2024-01-22", "few", 1, 100)]
    found = run(rounds, [small.pool("2024-01-09", 3)], people=Crowd(people, nobody, START))
    assert [(each.invited, each.concerned) for each in found.rounds] == [(1, 3), (0, 0)]
    assert (found.rounds[1].cutoff, found.rounds[1].error, found.rounds[1].short) == (None, None, True)


def test_newcomers_are_not_in_rounds_before_they_come() -> None:
    """An empty pool fills up evenly: early rounds find fewer than late ones."""
    rounds = [small.held(n, f"2024-01-{9 + n}", "all", 1, 300) for n in range(1, 12)]
    pools = [small.pool("2024-01-09", 0, 0, 0), small.pool("2024-01-22", 100, 100, 100)]
    found = run(rounds, pools, people=Crowd(NOBODY, small.crowd_of(300), START))
    concerned = [each.concerned for each in found.rounds]
    assert concerned == sorted(concerned)
    assert 5 <= concerned[0] <= 60 < 200 <= concerned[-1] <= 300
    assert found.pools[1].simulated == (100, 100, 100) or found.pools[1].invited == len(rounds)


def test_newcomers_are_what_the_people_they_are_drawn_from_were() -> None:
    """A year later they are as old as those were: scores spread alike, and profiles have just been sent."""
    pools = [small.pool("2024-01-09", 100, 100, 100), small.pool("2025-01-09", 100, 100, 100)]
    rounds = [small.held(1, "2025-01-09", "all", 30, 370)]
    found = run(rounds, pools)
    assert found.pools[1].expired >= 290
    assert abs(found.rounds[0].cutoff - 370) <= 3  # type: ignore[operator]


def test_facts_required_of_everyone_put_others_out() -> None:
    """Those for whom a required fact is false are in no round and in no count."""
    people = small.crowd_of(300)
    found = run(pools=STEADY[:1], rounds=ROUNDS[:1], people=Crowd(people, NOBODY, START, ("for.few",)))
    assert found.pools[0].total == 100
    assert found.rounds[0].concerned == 100


def test_rules_of_each_day_are_those_of_that_day() -> None:
    """From February on the few have ten points more: the second round sees it, the first did not."""
    files = {
        "book.yaml": small.ABOUT,
        "topic/2015-01-01.yaml": books.version(facts=small.FACTS),
        "topic/2024-02-01.yaml": books.version("2024-02-01", facts=small.LATER),
    }
    people = small.people([("1994-01-01", "2023-12-01", "10:00:00", 100, True)] * 9)
    rounds = [small.held(1, "2024-01-31", "few", 1, 130), small.held(2, "2024-02-01", "few", 1, 140)]
    crowd_ = Crowd(people, people, START)
    found = replay(books.history(files), rounds, [small.pool("2024-01-09", 9)], crowd_, ONE)
    assert [each.error for each in found.rounds] == [0, 0]


def test_a_profile_that_cannot_be_read_is_counted_and_in_no_round() -> None:
    """A bonus that cannot be: the row stays out, the others do not move."""
    people = pa.concat_tables([small.crowd_of(300), small.people([("1994-01-01", "2023-12-01", None, 9999, True)])])
    found = run(pools=STEADY[:1], rounds=ROUNDS[:1], people=Crowd(people, NOBODY, START))
    assert (found.unread, found.rounds[0].cutoff, found.rounds[0].unknown) == (1, 370, 1)


def test_errors_are_gathered_by_type() -> None:
    """Mean, mean of the size, the largest; those without a cut-off apart."""
    found = run(pools=STEADY[:1], rounds=ROUNDS[:1]).rounds[0]
    every = [replace(found, cutoff=cutoff) for cutoff in (350, 370, None)]
    told = accuracy(every)
    assert (told.rounds, told.without, told.bias, told.mean_absolute, told.largest) == (2, 1, 0.0, 10.0, -10)
    few = replace(found, round=ROUNDS[1])
    assert list(accuracy_by_type([few, *every])) == ["all", "few"]
    nothing = accuracy([])
    assert (nothing.bias, nothing.mean_absolute, nothing.largest) == (None, None, None)


def test_progress_is_told_to_the_last_day() -> None:
    days: list[int] = []
    replay(small.BOOK, ROUNDS, STEADY, crowd(), ONE, progress=days.append)
    assert days == [small.day("2024-01-22"), small.day("2024-02-11")]
    assert np.all(np.diff(days) > 0)
