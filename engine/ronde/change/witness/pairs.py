"""Lists of two records, one after the other in time, for definitions that gather over lists: what differs in runs, gaps
and sums shows in no single record."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from ronde.change.witness.combinations import Combinations, Given
from ronde.model.types import Kind, Value

MOST = 2_000
"""How many are tried at most."""

YEARS = (1, 3, 10)
"""In how many years before the day the days of both records lie."""

OTHERWISE = 0.3
"""How often one thing besides the days tells the second record from the first."""


class Pairs:
    """Somebody with two records in each list, at random, by the values of combinations; on a day."""

    def __init__(self, combinations: Combinations, day: int) -> None:
        self._of, self._day = combinations, day
        plans = [cut.plan for cut in combinations.cuts]
        self._dates = {
            name
            for plan in plans
            for name in combinations.owner
            if name in plan.facts and plan.facts[name].type.kind is Kind.DATE
        }

    def __iter__(self) -> Iterator[Given]:
        owner, domains = self._of.owner, self._of.domains
        if not self._of.lists or not all(each.values for each in domains.values()):
            return
        random = Random(self._of.cuts[0].name)
        for _ in range(min(MOST, self._of.most)):
            drawn: dict[str, Value] = {name: random.choice(each.values) for name, each in domains.items()}
            supplied = {name: value for name, value in drawn.items() if owner[name] is None}
            records = {
                record: self._two({name: value for name, value in drawn.items() if owner[name] == record}, random)
                for record in self._of.lists
            }
            yield Given(supplied, records)

    def _two(self, first: dict[str, Value], random: Random) -> tuple[dict[str, Value], ...]:
        """Two records that are alike but for their days, and at times for one thing more; all days of the first come
        before those of the second, in one order or another."""
        second = dict(first)
        if first and random.random() < OTHERWISE:
            name = random.choice(list(first))
            second[name] = random.choice(self._of.domains[name].values)
        dates = [name for name in first if name in self._dates]
        random.shuffle(dates)
        past = 365 * random.choice(YEARS)
        days = sorted(self._day - random.randrange(past) for _ in range(2 * len(dates)))
        first.update(zip(dates, days[: len(dates)], strict=True))
        second.update(zip(dates, days[len(dates) :], strict=True))
        return first, second
