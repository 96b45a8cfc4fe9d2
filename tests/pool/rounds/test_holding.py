"""A round held on a pool: order, cut-off, tie-break, and the same answers as for one profile at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books

from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.model.locations import SourceLocation
from ronde.rounds.data import Round
from ronde.rounds.invited import answer
from ronde.rounds.outcomes import OUTCOMES
from ronde.simulate.candidate_columns import DAY, EPOCH, LATEST, UNKNOWN, CandidateColumns, instants, lineup, places
from ronde.simulate.round_result import CODE, RoundResult, held_as_published, hold

ROUND_DAY = date(2024, 5, 2).toordinal()
NOON = (ROUND_DAY - EPOCH) * DAY + DAY // 2

BOOK = books.history(
    {
        "book.yaml": {
            **books.BOOK,
            "headlines": ["score"],
            "rounds": {
                "score": "score",
                "submitted": "sent",
                "submitted_time": "sent_time",
                "expires": "out",
                "invited": "for.{type}",
            },
        },
        "topic/2015-01-01.yaml": books.version(
            facts={
                "score": books.asked("number", at_least=0, at_most=1200),
                "sent": books.asked("date"),
                "sent_time": books.asked("text"),
                "out": books.fact(type="date", date={"from": "sent", "years": 1}),
                "wanted": books.asked("yes_no"),
                "for.all": books.fact(all=[{"fact": "wanted", "is": True}]),
            }
        ),
    }
)

DAYS = ["2023-05-01", "2023-05-03", "2024-05-01", "2024-05-02", "2024-05-03"]
TIMES = ["00:00:00", "11:59:59", "12:00:00", "12:00:01", "23:59:59"]

candidates = st.fixed_dictionaries(
    {
        "score": st.one_of(st.none(), st.integers(498, 502)),
        "sent": st.one_of(st.none(), st.sampled_from(DAYS)),
        "sent_time": st.one_of(st.none(), st.sampled_from(TIMES)),
        "wanted": st.sampled_from([None, False, True, True, True]),
    }
)
pools = st.lists(candidates, min_size=1, max_size=12)


def columns(people: list[dict[str, object]]) -> CandidateColumns:
    """The line-up of these people."""
    sent = [None if each["sent"] is None else date.fromisoformat(str(each["sent"])) for each in people]
    out = [None if day is None else day.replace(year=day.year + 1) for day in sent]
    return lineup(
        {
            "score": pa.array([each["score"] for each in people], pa.int32()),
            "submitted": pa.array(sent, pa.date32()),
            "time": pa.array([each["sent_time"] for each in people], pa.string()),
            "concerned": pa.array([each["wanted"] for each in people], pa.bool_()),
            "expires": pa.array(out, pa.date32()),
        }
    )


def told(codes: np.ndarray) -> list[str]:
    return [OUTCOMES[code] for code in codes]


@settings(max_examples=150, deadline=None)
@given(pools, st.integers(499, 501), st.one_of(st.none(), st.integers(-DAY, DAY)))
def test_a_published_round_comes_to_the_same_for_a_pool_as_for_one_profile(
    people: list[dict[str, object]], cutoff: int, tie: int | None
) -> None:
    """The columns give each candidate the outcome that the profile gets alone."""
    instant = datetime.fromtimestamp(NOON, UTC)
    tie_break = None if tie is None else instant + timedelta(seconds=tie)
    each = Round("1", ROUND_DAY, "all", 1, cutoff, instant, tie_break, "official", None, {}, SourceLocation("rounds"))
    engine = Engine(BOOK, Reference())
    alone = []
    for one in people:
        given_ = {key: value for key, value in one.items() if value is not None}
        alone.append(answer(engine.evaluate(books.profile(given_), ROUND_DAY), each).outcome)
    together = held_as_published(columns(people), ROUND_DAY, NOON, cutoff, None if tie is None else NOON + tie)
    assert told(together) == alone


@settings(max_examples=200, deadline=None)
@given(pools, st.integers(0, 12))
def test_the_cutoff_and_the_tie_break_say_who_was_invited(people: list[dict[str, object]], invitations: int) -> None:
    """Read back as a published round they invite the same people, but for those that no instant sets apart."""
    pool = columns(people)
    held = hold(pool, ROUND_DAY, NOON, invitations)
    assert len(held.invited) == min(invitations, held.count("invited") + held.count("below") + held.count("tie_lost"))
    assert held.count("invited") == len(held.invited)
    if held.cutoff is None or (held.tie_break is None and held.count("tie_lost")):
        return
    again = held_as_published(pool, ROUND_DAY, NOON, held.cutoff, held.tie_break)
    known = pool.last != LATEST
    differ = np.flatnonzero((again != held.outcome) & known & (held.outcome != CODE["unknown"]))
    tied = [row for row in differ if pool.score[row] == held.cutoff]
    assert len(tied) == len(differ)
    last = max(pool.last[row] for row in held.invited if pool.score[row] == held.cutoff)
    assert all(pool.last[row] == last or pool.first[row] < held.tie_break <= pool.last[row] for row in tied)  # type: ignore[operator]


tied = st.lists(
    st.tuples(st.integers(498, 501), st.integers(NOON - 2, NOON), st.sampled_from("abcdef"), st.integers(0, 1)),
    min_size=1,
    max_size=40,
)
"""Scores, instants, ids (which may be equal too) and whom the round is for."""


@settings(max_examples=100, deadline=None)
@given(tied, st.one_of(st.sampled_from([0, 1, 40]), st.integers(0, 40)), st.booleans())
def test_a_round_invites_the_first_of_all_put_in_order(
    rows: list[tuple[int, int, str, int]], invitations: int, by_id: bool
) -> None:
    """By score, instant, id and row: whom it takes, its cut-off and its tie-break are those of the whole order."""
    score, last, names, concerned = ([row[place] for row in rows] for place in range(4))
    size, ids = len(rows), pa.chunked_array([names[:3], names[3:]]) if by_id else None
    pool = CandidateColumns(*map(np.array, (score, last, last, concerned)), np.full(size, LATEST))
    order = sorted(range(size), key=lambda row: (-score[row], last[row], names[row] if by_id else "", row))
    assert pool.order(np.arange(size), ids).tolist() == order
    waiting = [row for row in order if concerned[row]]
    found = hold(pool, ROUND_DAY, NOON, invitations, ids)
    invited, left = waiting[:invitations], waiting[invitations:]
    assert sorted(found.invited) == sorted(invited)
    if not invited:
        assert (found.cutoff, found.tie_break, found.tied_out, found.count("below")) == (None, None, 0, len(left))
        return
    end = invited[-1]
    assert (found.cutoff, found.tie_break) == (score[end], last[end] + 1 if left else None)
    at_cutoff = [row for row in left if score[row] == score[end]]
    assert np.flatnonzero(found.outcome == CODE["tie_lost"]).tolist() == sorted(at_cutoff)
    assert found.tied_out == sum(last[row] == last[end] for row in at_cutoff)


def people(*rows: tuple[int | None, str | None, bool]) -> CandidateColumns:
    """People who submitted on the day before the round at some time."""
    return columns(
        [{"score": score, "sent": "2024-05-01", "sent_time": time, "wanted": wanted} for score, time, wanted in rows]
    )


def held(pool: CandidateColumns, invitations: int) -> RoundResult:
    return hold(pool, ROUND_DAY, NOON, invitations)


def test_the_first_to_submit_goes_first_at_the_same_score() -> None:
    """By score, then by instant; the tie-break is the second after the last one invited."""
    pool = people((500, "10:00:00", True), (510, "11:00:00", True), (500, "09:00:00", True), (520, "08:00:00", False))
    found = held(pool, 2)
    assert list(found.invited) == [1, 2]
    assert (found.cutoff, found.tied_out) == (500, 0)
    assert found.tie_break == NOON - DAY - 3 * 3600 + 1
    assert told(found.outcome) == ["tie_lost", "invited", "invited", "not_concerned"]


def test_the_same_second_is_settled_by_the_id_and_told() -> None:
    """No instant sets them apart: the first id goes first, the others are counted."""
    pool = people((500, "10:00:00", True), (500, "10:00:00", True), (500, "10:00:00", True))
    found = hold(pool, ROUND_DAY, NOON, 1, pa.array(["c", "a", "b"]))
    assert list(found.invited) == [1]
    assert found.tied_out == 2


def test_more_invitations_than_people_leaves_nobody_out() -> None:
    """Everyone concerned is invited: the cut-off is the lowest score, and there is no tie-break."""
    pool = people((500, "10:00:00", True), (300, "10:00:00", True), (None, "10:00:00", True))
    found = held(pool, 10)
    assert (found.cutoff, found.tie_break, len(found.invited)) == (300, None, 2)
    assert found.counts == {"invited": 2, "unknown": 1}


def test_nobody_concerned_has_no_cutoff() -> None:
    """A round for nobody invites nobody, and a round of nobody neither."""
    assert held(people((500, "10:00:00", False)), 5).cutoff is None
    none = held(people((500, "10:00:00", True)), 0)
    assert (none.cutoff, none.counts) == (None, {"below": 1})


def test_a_day_without_a_time_goes_after_every_time_of_that_day() -> None:
    """Nobody goes first on a time that is not known."""
    pool = people((500, None, True), (500, "23:00:00", True))
    assert list(held(pool, 1).invited) == [1]
    first, last = instants(pa.array([date(2024, 5, 1), None], pa.date32()), None)
    assert list(last - first)[:1] == [DAY - 1]
    assert (first[1], last[1]) == (-LATEST, LATEST)


def test_unknown_scores_come_last_in_the_order() -> None:
    """They keep the order of submission among themselves."""
    pool = people((None, "09:00:00", True), (100, "10:00:00", True), (None, "08:00:00", True))
    assert pool.score[0] == UNKNOWN
    assert list(pool.order(np.arange(3))) == [1, 2, 0]


def test_ids_are_compared_as_they_are_written() -> None:
    """Numbers as numbers, texts as texts, plain or in a dictionary."""
    assert list(places(pa.array([10, 9, 11]))) == [1, 0, 2]
    assert list(places(pa.array(["10", "9", "11"]).dictionary_encode())) == [0, 2, 1]
