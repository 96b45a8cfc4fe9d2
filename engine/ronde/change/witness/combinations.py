"""Combinations of values of the facts that a definition names: all of them if they are few, else some at random."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from random import Random

from ronde.change.witness.cut import Cut
from ronde.change.witness.domains import Domain, domain, uses
from ronde.model.nodes import Op
from ronde.model.types import Value

WORK = 400_000
"""How many nodes are worked out at most for one definition on each side."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a fact is said: of somebody, or of one record of a list."""

    name: str
    record: str | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of somebody: facts by name, and lists of records."""

    supplied: Mapping[str, Value]
    records: Mapping[str, tuple[Mapping[str, Value], ...]]

    @property
    def spots(self) -> Iterator[Spot]:
        """Where each fact is said."""
        yield from (Spot(name) for name in self.supplied)
        yield from (
            Spot(name, record, at)
            for record, rows in self.records.items()
            for at, row in enumerate(rows)
            for name in row
        )

    def at(self, spot: Spot) -> Value:
        """What is said of a fact."""
        return (self.supplied if spot.record is None else self.records[spot.record][spot.at])[spot.name]

    def but(self, spot: Spot, value: Value) -> Given:
        """The same, of whom something else is said of one fact."""
        if spot.record is None:
            return Given({**self.supplied, spot.name: value}, self.records)
        rows = list(self.records[spot.record])
        rows[spot.at] = {**rows[spot.at], spot.name: value}
        return Given(self.supplied, {**self.records, spot.record: tuple(rows)})


class Combinations:
    """The combinations to try for a definition on two sides. `every` says that they stand for all values of the facts
    that it names which both sides allow, `apart` of which facts one side allows others as well; lists of records are
    tried with one record, which stands for all only if the fact is one of that record."""

    def __init__(self, cuts: tuple[Cut, Cut]) -> None:
        self.cuts = cuts
        plans = tuple(cut.plan for cut in cuts)
        some = [uses(cut.plan, cut.inside) for cut in cuts]
        names = sorted({name for cut in cuts for name in cut.leaves})
        self.owner = {name: plan.facts[name].record for plan in plans for name in names if name in plan.facts}
        self.domains: dict[str, Domain] = {name: domain(name, plans, some) for name in names if name in self.owner}
        given = {str(node.data) for cut in cuts for node in cut.inside if node.op is Op.GIVEN}
        owners = {each for each in self.owner.values() if each is not None}
        self.lists = tuple(sorted(given | owners))
        self.count = prod(len(each.values) for each in self.domains.values())
        self.most = max(1, WORK // max(len(cut.nodes) for cut in cuts))
        own = cuts[0].plan.facts[cuts[0].name].record
        alone = not given and owners <= {own}
        self.apart = tuple(name for name, each in self.domains.items() if each.apart)
        few = self.count <= self.most and bool(self.count or self.apart)
        self.every = alone and few and all(each.whole for each in self.domains.values())

    def __iter__(self) -> Iterator[Given]:
        names, values = list(self.domains), [each.values for each in self.domains.values()]
        if not all(values):
            return
        if self.count <= self.most:
            for combination in product(*values):
                yield self._given(dict(zip(names, combination, strict=True)))
            return
        random = Random(self.cuts[0].name)
        for _ in range(self.most):
            yield self._given({name: random.choice(each) for name, each in zip(names, values, strict=True)})

    def _given(self, values: Mapping[str, Value]) -> Given:
        records: dict[str, dict[str, Value]] = {name: {} for name in self.lists}
        supplied: dict[str, Value] = {}
        for name, value in values.items():
            record = self.owner[name]
            (supplied if record is None else records[record])[name] = value
        return Given(supplied, {name: (row,) for name, row in records.items()})
