"""Which published pools and rounds a replay of a period goes through."""

from __future__ import annotations

from ronde.evaluate.decision import day_text
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation
from ronde.rounds.data import Pool, Round, Rounds, chosen


def published_between(found: Rounds, days: tuple[int, int]) -> tuple[list[Round], list[Pool]]:
    """The pools: the last before the first round of a period, those since, the first after the last round; and every
    round from the first of these pools until the last.

    Errors: ValidationError where there is no round, or no pool before.
    """
    rounds = chosen(found.rounds, *days, ())
    if not rounds:
        raise refuse("replay-no-rounds", ArgumentLocation("--from"), first=day_text(days[0]), last=day_text(days[1]))
    first, last = rounds[0].date, rounds[-1].date
    before = [each for each in found.pools if each.date <= first]
    if not before:
        raise refuse("pool-none", ArgumentLocation("--from"), date=day_text(first))
    after = [each for each in found.pools if each.date > first]
    during = [each for each in after if each.date <= last]
    pools = [before[-1], *during, *after[len(during) : len(during) + 1]]
    until = pools[-1].date - 1 if pools[-1].date > last else last
    return chosen(found.rounds, pools[0].date, until, ()), pools
