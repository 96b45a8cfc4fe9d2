"""A round held on a pool: who is invited, the cut-off and the tie-break; and what a cut-off and a tie-break that were
published would have made of the same pool.

Everyone above the cut-off is invited; at the cut-off those who submitted before the tie-break. The cut-off of a round
held here is the score of the last candidate invited, its tie-break the second after that candidate submitted: the same
rule then says who is invited. Candidates with the score and the second of the last one may be left out by their id;
no tie-break says so, and they are counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ronde.rounds.data import Round
from ronde.rounds.outcomes import ABOVE, BEFORE, DECIDING, OUTCOMES
from ronde.simulate.candidate_columns import LATEST, UNKNOWN, CandidateColumns, Ids, Numbers

Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]
CODE = {name: number for number, name in enumerate(OUTCOMES)}
WAITING = -1
"""In the pool, concerned, with a known score: what comes of it depends on the cut-off."""


@dataclass(frozen=True)
class RoundResult:
    """What came of a round. `outcome` is the place in OUTCOMES of what came of each candidate; `invited` are the rows
    invited, in no order. `tie_break` is None where nobody was left out, or the last instant is not known."""

    outcome: Codes
    invited: Numbers
    cutoff: int | None
    tie_break: int | None
    tied_out: int

    def count(self, outcome: str) -> int:
        """How many candidates an outcome befell."""
        return int(np.count_nonzero(self.outcome == CODE[outcome]))

    @property
    def counts(self) -> dict[str, int]:
        """How many candidates each outcome befell, of those that befell any."""
        return {name: self.count(name) for name in OUTCOMES if self.count(name)}


def hold(pool: CandidateColumns, day: int, instant: int, invitations: int, ids: Ids | None = None) -> RoundResult:
    """Invite so many of those concerned, in order; `ids` has the id of every candidate (none given: their rows)."""
    outcome = _first(_before(pool, day, instant), (*BEFORE, "unknown"), WAITING)
    waiting = np.flatnonzero(outcome == WAITING)
    invited = pool.foremost(waiting, invitations, ids)
    outcome[waiting] = CODE["below"]
    if not len(invited):
        return RoundResult(outcome, invited, None, None, 0)
    cutoff = int(pool.score[invited].min())
    last = int(pool.last[invited[pool.score[invited] == cutoff]].max())
    outcome[waiting[pool.score[waiting] == cutoff]] = CODE["tie_lost"]
    outcome[invited] = CODE["invited"]
    tie_break = last + 1 if len(invited) < len(waiting) and last != LATEST else None
    tied_out = int(np.count_nonzero((outcome == CODE["tie_lost"]) & (pool.last == last)))
    return RoundResult(outcome, invited, cutoff, tie_break, tied_out)


@dataclass(frozen=True)
class AsPublished:
    """A round that was published, and how many of a pool its cut-off and tie-break invite; `tied` may be invited, for
    want of a known instant."""

    round: Round
    invited: int
    tied: int


def as_published(pool: CandidateColumns, day: int, instant: int, each: Round) -> AsPublished:
    """How many of a pool the cut-off and the tie-break of a published round invite."""
    tie = None if each.tie_break is None else int(each.tie_break.timestamp())
    codes = held_as_published(pool, day, instant, each.cutoff, tie)
    invited, tied = (int(np.count_nonzero(codes == CODE[name])) for name in ("invited", "tie_unknown"))
    return AsPublished(each, invited, tied)


def held_as_published(pool: CandidateColumns, day: int, instant: int, cutoff: int, tie_break: int | None) -> Codes:
    """What a cut-off and a tie-break make of each candidate: the place in OUTCOMES."""
    at_once = tie_break is None
    conditions = {
        **_before(pool, day, instant),
        "below": (pool.score < cutoff) & (pool.score != UNKNOWN),
        ABOVE: (pool.score > cutoff) | at_once,
        "tie_lost": pool.first >= (0 if tie_break is None else tie_break),
        "tie_unknown": pool.last >= (0 if tie_break is None else tie_break),
    }
    return _first(conditions, DECIDING, CODE["invited"])


def _before(pool: CandidateColumns, day: int, instant: int) -> dict[str, Flags]:
    """The conditions that do not depend on the cut-off: not yet in the pool, out of it, not concerned, not known.
    Someone whose submission is not known at all is taken to be in the pool."""
    dated = pool.last != LATEST
    return {
        "not_yet": dated & (pool.first > instant),
        "expired": pool.expires <= day,
        "not_concerned": pool.concerned == 0,
        "unknown": (pool.concerned < 0) | (pool.score == UNKNOWN) | (dated & (pool.last > instant)),
    }


def _first(conditions: Mapping[str, Flags], order: Sequence[str], otherwise: int) -> Codes:
    """For each candidate the code of the first condition that holds."""
    codes = [CODE["invited" if name == ABOVE else name] for name in order]
    return np.select([conditions[name] for name in order], codes, otherwise).astype(np.int8)
