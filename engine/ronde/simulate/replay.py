"""The published rounds held again, in their order, on a simulated pool that starts and moves as the published ones.

Between two published pools the rounds are held first on those already there, to see whom they take; newcomers then make
up what is wanting by the next published pool (and some leave where there are too many); then the rounds are held again
with the newcomers, each from the second at which they submitted, until nearly nobody is wanting. Scores are found anew
on the day of each round, by the rules of that day. What follows from assumptions is said in docs/simulation.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pyarrow as pa
from numpy.random import Generator
from numpy.typing import NDArray

from ronde.evaluate.carried import Carried
from ronde.model.history import History
from ronde.rounds.data import Pool, Round
from ronde.rounds.invited import end_of_day
from ronde.simulate.candidate_columns import DAY, EPOCH, LATEST, CandidateColumns, Numbers
from ronde.simulate.crowd import Assessor, Seen
from ronde.simulate.flows import Flow, scaled, towards_bands, towards_total
from ronde.simulate.population.bands import Bands, gap
from ronde.simulate.round_result import RoundResult, hold

MOST_PASSES = 12
"""How often the flow between two published pools is corrected at most."""
CLOSE = 0.002
"""The share of the pool that a correction must move to be worth another pass."""

ARRIVALS = ("bands", "total")
"""Whom newcomers make up for: each band of the next published pool, or only its total."""


@dataclass(frozen=True)
class Settings:
    """What a replay supposes: how many real candidates a simulated one stands for, the seed of all chance, whom the
    newcomers make up for (one of ARRIVALS)."""

    scale: Fraction
    seed: int
    arrivals: str = ARRIVALS[0]


@dataclass(frozen=True)
class Crowd:
    """The people a replay starts from, and those that newcomers are drawn from, as they were on a day. `require` are
    facts that must be true of everyone in the pool: whoever ceases to fulfil one is out of it."""

    start: pa.Table
    newcomers: pa.Table
    drawn_on: int
    require: tuple[str, ...] = ()


@dataclass(frozen=True)
class Replayed:
    """One round held again: how many were to be invited at this scale, and what came of it. `concerned` counts those
    in the pool whom the round was for, `unknown` those of whom that, or the score, is not known."""

    round: Round
    asked: int
    invited: int
    concerned: int
    unknown: int
    cutoff: int | None
    tie_break: int | None

    @property
    def error(self) -> int | None:
        """The simulated cut-off less the published one."""
        return None if self.cutoff is None else self.cutoff - self.round.cutoff

    @property
    def short(self) -> bool:
        """Whether fewer were concerned than were to be invited."""
        return self.invited < self.asked


@dataclass(frozen=True)
class Sized:
    """The simulated pool beside the published one of the same day, by band, in simulated candidates; and who had come,
    been invited, left at the end of their validity or left otherwise since the one before. `missing`: newcomers that
    could not be drawn."""

    pool: Pool
    simulated: tuple[int, ...]
    outside: int
    came: int = 0
    invited: int = 0
    expired: int = 0
    left: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """How many simulated candidates there were."""
        return sum(self.simulated) + self.outside

    @property
    def misplaced(self) -> float:
        """The share that would have to change bands for the pool to be as published, from 0 to 1."""
        return gap(np.array(self.simulated), Bands(self.pool).published, self.outside)


@dataclass(frozen=True)
class Replay:
    """A whole replay: every round and every published pool met on the way, and how many profiles of the first pool
    could not be read (nothing is known of them in any round). `cautions`: what the answers that rounds go by carry."""

    rounds: tuple[Replayed, ...]
    pools: tuple[Sized, ...]
    unread: int
    cautions: Mapping[str, Carried] = field(default_factory=dict)


Progress = Callable[[int], None]


def replay(
    history: History,
    rounds: Sequence[Round],
    pools: Sequence[Pool],
    crowd: Crowd,
    settings: Settings,
    *,
    workers: int = 1,
    progress: Progress = lambda day: None,
) -> Replay:
    """Hold these rounds again. The first of the pools is the one that the crowd starts as; each round comes on its day
    or later. Errors: ValidationError, as the kernel refuses columns."""
    types = dict.fromkeys(each.type for each in rounds)
    return _Run(Assessor(history, types, crowd.require, workers=workers), pools, crowd, settings, progress).run(rounds)


@dataclass
class _Moves:
    """Who moves within an interval: the day on which each leaves otherwise, how many came, how many were missing."""

    leaving: Numbers
    came: int = 0
    missing: int = 0

    def take(
        self, flow: Flow, staying: Numbers, pool: CandidateColumns, between: tuple[int, int], random: Generator
    ) -> None:
        """Take in a flow: newcomers stay, and those who leave do so on a day after they came, drawn evenly."""
        left = staying[flow.left]
        begin, end = between
        first = np.where(pool.last[left] == LATEST, begin, pool.last[left] // DAY + EPOCH)
        since = np.minimum(np.maximum(first, begin), end - 1) + 1
        self.leaving[left] = random.integers(since, end + 1)
        self.leaving = np.concatenate([self.leaving, np.full(len(flow.came), LATEST)])
        self.came += len(flow.came)


class _Run:
    def __init__(
        self, assessor: Assessor, pools: Sequence[Pool], crowd: Crowd, settings: Settings, progress: Progress
    ) -> None:
        self.assessor = assessor
        self.pools = pools
        self.crowd = crowd
        self.settings = settings
        self.progress = progress
        self.people = crowd.start
        self.found: list[Replayed] = []
        self.sized: list[Sized] = []
        self.unread = 0
        self._scores: dict[str, Numbers] = {}

    def run(self, rounds: Sequence[Round]) -> Replay:
        """Every interval between two published pools, and what comes after the last one."""
        start = self.assessor.see(self.people, self.pools[0].date, ())
        self.unread = start.unread
        self.sized.append(self._size(self.pools[0], start.pool, self.pools[0].date))
        for number, pool in enumerate(self.pools):
            coming = self.pools[number + 1] if number + 1 < len(self.pools) else None
            inside = [each for each in rounds if each.date >= pool.date and (not coming or each.date < coming.date)]
            if coming is None and not inside:
                break
            end = coming.date if coming else max(each.date for each in inside)
            self._interval(pool.date, end, coming, inside, np.random.default_rng([self.settings.seed, number]))
        return Replay(tuple(self.found), tuple(self.sized), self.unread, self.assessor.cautions)

    def _interval(self, begin: int, end: int, coming: Pool | None, rounds: Sequence[Round], random: Generator) -> None:
        types = {day: [each.type for each in rounds if each.date == day] for day in {each.date for each in rounds}}
        days = {**types, end: types.get(end, [])}
        seen = {day: self.assessor.see(self.people, day, names) for day, names in days.items()}
        moves = _Moves(np.full(self.people.num_rows, LATEST))
        gone, held = self._hold(rounds, seen, moves.leaving)
        for number in range(MOST_PASSES):
            staying = np.flatnonzero((gone > end) & self._in_pool(seen[end].pool, end))
            flow = self._flow(coming, end, seen[end].pool.score[staying], random)
            moves.missing = flow.missing
            if number and len(flow.came) + len(flow.left) <= CLOSE * len(staying):
                break
            arrivals = self._arrivals(flow.came, begin, end, random)
            moves.take(flow, staying, seen[end].pool, (begin, end), random)
            if arrivals.num_rows:
                for day, names in days.items():
                    seen[day] = seen[day].with_others(self.assessor.see(arrivals, day, names))
                self.people = pa.concat_tables([self.people, arrivals], promote_options="default")
            gone, held = self._hold(rounds, seen, moves.leaving)
        self._note(rounds, held)
        self._close(coming, end, seen[end].pool, gone, moves)

    def _note(self, rounds: Sequence[Round], held: list[RoundResult]) -> None:
        """Note what came of rounds."""
        for each, found in zip(rounds, held, strict=True):
            waiting = sum(found.count(name) for name in ("invited", "below", "tie_lost"))
            invited, unknown = len(found.invited), found.count("unknown")
            asked = self._asked(each)
            self.found.append(Replayed(each, asked, invited, waiting, unknown, found.cutoff, found.tie_break))

    def _close(self, coming: Pool | None, end: int, pool: CandidateColumns, gone: Numbers, moves: _Moves) -> None:
        """Note how large the pool is at the end of an interval, and forget those who are out of it."""
        expired = (pool.expires <= end) & (gone == LATEST)
        rows = np.flatnonzero((gone == LATEST) & ~expired)
        if coming is not None:
            invited = int(np.count_nonzero(gone != moves.leaving))
            left = int(np.count_nonzero((moves.leaving != LATEST) & (gone == moves.leaving)))
            counts = (moves.came, invited, int(np.count_nonzero(expired)), left, moves.missing)
            self.sized.append(self._size(coming, pool.part(rows), end, *counts))
        self.people = self.people.take(pa.array(rows))
        self.progress(end)

    def _hold(
        self, rounds: Sequence[Round], seen: dict[int, Seen], leaving: Numbers
    ) -> tuple[Numbers, list[RoundResult]]:
        """Hold these rounds; the day on which each is out of the pool, invited or because they leave."""
        gone = leaving.copy()
        held = []
        for each in rounds:
            rows = np.flatnonzero(gone > each.date)
            pool = seen[each.date].for_round(each.type).part(rows)
            found = hold(pool, each.date, instant_of(each), self._asked(each))
            gone[rows[found.invited]] = each.date
            held.append(found)
        return gone, held

    def _asked(self, each: Round) -> int:
        return max(1, scaled(each.invitations, self.settings.scale))

    def _flow(self, coming: Pool | None, end: int, standing: Numbers, random: Generator) -> Flow:
        """Who comes and who leaves by the end; where no pool was published after, the pool keeps its size."""
        choices = self._newcomers(end)
        if coming is None:
            return towards_total(self.sized[-1].total, standing, choices, random)
        if self.settings.arrivals == "total":
            return towards_total(scaled(coming.total, self.settings.scale), standing, choices, random)
        return towards_bands(coming, self.settings.scale, standing, choices, random)

    def _newcomers(self, day: int) -> Numbers:
        """The scores of those that newcomers are drawn from, by the rules of a day, found once for these rules."""
        digest = self.assessor.history.in_force(day).digest
        if digest not in self._scores:
            people, count = self.crowd.newcomers, self.crowd.newcomers.num_rows
            days = np.full(count, day, dtype=np.int64)
            here = self.assessor.arriving(people, self.crowd.drawn_on, days, np.zeros(count, dtype=np.int64))
            self._scores[digest] = self.assessor.see(here, day, ()).pool.score
        return self._scores[digest]

    def _arrivals(self, came: Numbers, begin: int, end: int, random: Generator) -> pa.Table:
        """The newcomers, each on a day and second by chance."""
        days = random.integers(begin + 1, max(begin + 1, end) + 1, len(came))
        people = self.crowd.newcomers.take(pa.array(came))
        return self.assessor.arriving(people, self.crowd.drawn_on, days, random.integers(0, DAY, len(came)))

    def _in_pool(self, pool: CandidateColumns, day: int) -> NDArray[np.bool_]:
        inside: NDArray[np.bool_] = pool.expires > day
        known = pool.last != LATEST
        inside &= ~(known & (pool.first >= (day + 1 - EPOCH) * DAY))
        return inside

    def _size(self, published: Pool, pool: CandidateColumns, day: int, *counts: int) -> Sized:
        rows = np.flatnonzero(self._in_pool(pool, day))
        places = Bands(published).of(pool.score[rows])
        simulated = tuple(int(np.count_nonzero(places == place)) for place in range(len(published.bands)))
        return Sized(published, simulated, int(np.count_nonzero(places < 0)), *counts)


def instant_of(each: Round) -> int:
    """The instant of a round in seconds: the end of its day where it is not known."""
    return int((each.instant or end_of_day(each.date)).timestamp())
