"""People at random who say only what people are asked: each input at or beside the values at which rules turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from ronde.change.witness.combinations import Given
from ronde.change.witness.cut import Cut
from ronde.change.witness.domains import Domain, domain, uses_below
from ronde.model.nodes import Op
from ronde.model.types import DATE_HIGH, DATE_LOW, Kind, Value

LIKELY = (0.5, 0.8, 0.97)
"""How likely a yes is, from person to person."""

TILTS = (None, None, False, True)
"""Whether the numbers of a person are mostly high, mostly low, or neither: who is good at one thing is at others."""

MOSTLY = 0.85
"""How many of the numbers of such a person are."""

NAMED = 0.6
"""How often a choice or code is one of which rules speak, at least."""

YEARS = (0, 1, 2, 3, 5, 10, 18, 20, 30, 40, 45)
"""Whole numbers of years at which something often turns."""

MOST_RECORDS = 2
"""How many records a list has at most."""

WORK, LEAST, MOST = 1_500_000, 100, 4_000
"""How many nodes are worked out at most for one definition on each side, and how many people are tried."""


class People:
    """People at random, by the inputs on which a definition rests on either of two sides."""

    def __init__(self, cuts: tuple[Cut, Cut], day: int, share: int) -> None:
        self.cuts, self.day = cuts, day
        plans = [cut.plan for cut in cuts]
        nodes = [[cut.plan.nodes[number] for number in cut.whole] for cut in cuts]
        some = [uses_below(plan, each) for plan, each in zip(plans, nodes, strict=True)]
        self.owner: dict[str, str | None] = {}
        self.kinds: dict[str, Kind] = {}
        lists = set[str]()
        for plan, own in zip(plans, nodes, strict=True):
            for node in own:
                about = plan.facts.get(node.fact or "") if node.op is Op.FACT else None
                if about is not None and about.form == "input":
                    self.owner[about.name], self.kinds[about.name] = about.record, about.type.kind
                if node.op is Op.GIVEN:
                    lists.add(str(node.data))
        self.lists = tuple(sorted(lists | {each for each in self.owner.values() if each is not None}))
        self.domains = {name: self._ordered(name, domain(name, plans, some)) for name in sorted(self.owner)}
        size = max(len(cut.whole) for cut in cuts)
        self.count = min(MOST, max(LEAST, WORK // size // max(1, share)))

    def _ordered(self, name: str, found: Domain) -> Domain:
        """Values from the least on if they are numbers."""
        number = self.kinds[name] in (Kind.NUMBER, Kind.MONEY)
        return Domain(tuple(sorted(found.values, key=int)), found.whole) if number else found

    def __iter__(self) -> Iterator[Given]:
        random = Random(self.cuts[0].name)
        for _ in range(self.count):
            drawn = _Person(self, random, random.choice(LIKELY), random.choice(TILTS))
            records = {
                record: tuple(drawn.facts(record) for _ in range(random.randint(0, MOST_RECORDS)))
                for record in self.lists
            }
            yield Given(drawn.facts(None), records)

    def worth(self, name: str) -> tuple[int | str, ...]:
        """The values of an input that are worth trying, the plainest first: numbers from the least on, days from a year
        ago on."""
        if self.kinds.get(name) is Kind.DATE:
            then = date.fromordinal(self.day)
            ago = (date(then.year - years, then.month, min(then.day, 28)) for years in (*YEARS[1:], YEARS[0]))
            return tuple(each.toordinal() for each in ago)
        return self.domains[name].values if name in self.domains else ()


@dataclass(frozen=True, slots=True)
class _Person:
    """How one person is drawn."""

    people: People
    random: Random
    likely: float
    high: bool | None

    def facts(self, record: str | None) -> Mapping[str, Value]:
        """What is said of the person, or of one record of a list; days of a record are in order."""
        people = self.people
        names = [name for name, owner in people.owner.items() if owner == record]
        found = {name: self._value(people.kinds[name], people.domains[name]) for name in names}
        days = [name for name in found if record is not None and people.kinds[name] is Kind.DATE]
        found.update(zip(days, sorted(int(str(found[name])) for name in days), strict=True))
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, kind: Kind, worth: Domain) -> Value:
        random, values = self.random, worth.values
        if kind is Kind.YES_NO:
            return int(random.random() < self.likely)
        if kind is Kind.DATE and (len(values) < 3 or random.random() < 0.7):
            then = date.fromordinal(self.people.day)
            day = date(then.year - random.choice(YEARS), then.month, min(then.day, 28)).toordinal()
            return min(max(day + random.choice((-400, -90, -1, 0, 1)), DATE_LOW), DATE_HIGH)
        if not values:
            return None
        if self.high is not None and kind is Kind.NUMBER and random.random() < MOSTLY:
            third = -(-len(values) // 3)
            values = values[-third:] if self.high else values[:third]
        if worth.named and random.random() < NAMED:
            values = values[: worth.named]
        return random.choice(values)
