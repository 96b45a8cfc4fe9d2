"""Where a score stands in the pool as published: how many are above it at least and at most."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.evaluate.decision import Decision, day_text
from ronde.inputs.absent import absent
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation, SourceLocation
from ronde.operations.bounds import bounds, known
from ronde.rounds.data import Pool, Rounds, read_rounds
from ronde.rounds.invited import terms_of


@dataclass(frozen=True, slots=True)
class Standing:
    """The place of a score in a published pool: its band is known, its place within the band is not.

    `above_least` candidates are surely above it, `above_most` may be; ranks count from 1.
    """

    pool: Pool
    score: int
    above_least: int
    above_most: int

    @property
    def rank(self) -> tuple[int, int]:
        """The best and the worst rank that the published figures allow."""
        return self.above_least + 1, max(self.above_least + 1, self.above_most)

    @property
    def share_above(self) -> tuple[float, float]:
        """The least and the greatest share of the pool above the score, from 0 to 1."""
        total = self.pool.total or 1
        return self.above_least / total, self.above_most / total


def standing_of(decision: Decision) -> Standing:
    """The standing of the score of a decision on its day.

    Errors: ValidationError if no rule defines the score on that day, if it is not known, or no pool was published by
    then.
    """
    name, day = terms_of(decision.history).score, decision.as_of
    if name not in decision.plan.facts:
        raise absent(decision.history, name, day, location=ArgumentLocation("--as-of"))
    score = decision.trace.value(name)
    if not known(score):
        location = SourceLocation(decision.profile.document.file)
        raise refuse("score-unknown", location, missing=", ".join(decision.trace.missing(name)))
    found = standing(read_rounds(decision.history), bounds(score)[0], day)
    if found is None:
        raise refuse("pool-none", ArgumentLocation("--as-of"), date=day_text(day))
    return found


def standing(rounds: Rounds, score: int, date: int) -> Standing | None:
    """The standing of a score in the last pool published for a day up to this one; None where there is none."""
    pool = next((each for each in reversed(rounds.pools) if each.date <= date), None)
    if pool is None:
        return None
    above = sum(band.count for band in pool.bands if band.low > score)
    within = sum(band.count for band in pool.bands if band.low <= score <= band.high)
    return Standing(pool, score, above, above + within)
