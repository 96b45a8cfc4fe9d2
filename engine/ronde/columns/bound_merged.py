"""Several sets of rules made ready for a table's columns as one: each row is decided by its own, and none is moved."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

import numpy as np

from ronde.building.index import AS_OF
from ronde.columns.arrow_batch import Batch, Ordered, Wrong
from ronde.columns.bound_plan import BoundPlan, Reading, Ruled
from ronde.columns.coerce import Typed
from ronde.columns.merged_plan import RULES, Reduced, bare, hull, merged
from ronde.columns.partial_evaluation import simplified
from ronde.columns.row_rules import RowRules
from ronde.columns.wrong_values import FINE
from ronde.model.nodes import Fact, Plan, Refusal
from ronde.model.types import Type
from ronde.operations.arrays import Array, Context, width

T = TypeVar("T", bound=Hashable)


class Unlike(Exception):
    """The rules of some days read a column, or answer, in a way that the others do not: these cannot be made one."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What several rulings come to as one, in plain data, without what is for people. Members are told by their order.
    `readings` are the ways in which members read a column, and which read it so; `scopes` says of a fact which members
    look at what rows supply, `defined` which define it."""

    members: int
    plan: Plan
    wanted: Mapping[str, int]
    facts: Mapping[str, Fact]
    lists: tuple[str, ...]
    types: Mapping[str, Type]
    codes: Mapping[str, frozenset[str] | None]
    answers: Mapping[str, Type]
    refusals: tuple[Refusal, ...]
    doubts: Mapping[str, int]
    readings: tuple[tuple[str, Type, frozenset[str] | None, tuple[int, ...]], ...]
    scopes: Mapping[str, frozenset[int]]
    defined: Mapping[str, frozenset[int]]

    @property
    def packed(self) -> tuple[object, ...]:
        """What is kept of it on disk."""
        return tuple(getattr(self, each.name) for each in fields(self))


def unpacked(kept: object) -> Joint | None:
    """What several rulings come to, as it was kept; None for anything else."""
    if isinstance(kept, tuple) and len(kept) == len(fields(Joint)) and isinstance(kept[1], Plan):
        return Joint(*kept)
    return None


def joined(own: Sequence[BoundPlan]) -> Joint:
    """Several rulings for tables of the same columns as one. Errors: Unlike or Entangled where they cannot be."""
    if any(each.context.wide for each in own):
        raise Unlike
    facts = {name: bare(about, about.type) for each in own for name, about in each.facts.items()}
    names = _in_order(each.wanted for each in own)
    answers = {name: _one(each.answers.get(name) for each in own) for name in names}
    types = {name: _one(each.types.get(name) for each in own) for name in facts}
    refusals = [dict(_keyed(each.refusals)) for each in own]
    reasons = _in_order(refusals)
    doubts = list(dict.fromkeys(name for each in own for name in each.doubts))
    made = merged(
        [Reduced(each.context, each.simple) for each in own],
        [_numbers(each.wanted.get(name) for each in own) for name in names],
        [
            *(_numbers(each[reason].node if reason in each else None for each in refusals) for reason in reasons),
            *(_numbers(each.doubts.get(name) for each in own) for name in doubts),
        ],
    )
    said = [next(each[reason] for each in refusals if reason in each) for reason in reasons]
    return Joint(
        members=len(own),
        plan=made.plan,
        wanted=dict(zip(names, made.wanted, strict=True)),
        facts=facts,
        lists=tuple(sorted({name for each in own for name in each.lists})),
        types=types,
        codes={name: _codes([each.codes[name] for each in own if name in each.codes]) for name in facts},
        answers=answers,
        refusals=tuple(replace(each, node=node) for each, node in zip(said, made.conditions, strict=False)),
        doubts=dict(zip(doubts, made.conditions[len(said) :], strict=True)),
        readings=_readings(own),
        scopes={name: made.scopes.get(name, frozenset()) for name in facts},
        defined={name: frozenset(_numbers(each.wanted.get(name) for each in own)) for name in names},
    )


class BoundMerged(BoundPlan):
    """Several rulings for tables of the same columns, by the numbers of their rules, from what they come to as one."""

    def __init__(self, numbers: Sequence[int], joint: Joint) -> None:
        self._joint = joint
        self._places = np.zeros(max(numbers) + 1, width(0, joint.members))
        self._places[list(numbers)] = np.arange(joint.members)
        self.facts, self.types, self.codes = dict(joint.facts), dict(joint.types), dict(joint.codes)
        self.lists, self.answers = joint.lists, dict(joint.answers)
        self.plan, self.context = joint.plan, Context(joint.plan)
        self.wanted, self.refusals, self.doubts = dict(joint.wanted), joint.refusals, dict(joint.doubts)
        self._scopes = {name: self._some(members) for name, members in joint.scopes.items()}
        self._defined = {name: self._some(members) for name, members in joint.defined.items()}
        supplied = frozenset({*self.facts, AS_OF, RULES})
        self.simple = simplified(self.context, self.nodes, supplied, frozenset(self.lists))

    def _some(self, members: Iterable[int]) -> Array | None:
        """Which members are among some; None where all are."""
        found = np.zeros(self._joint.members, bool)
        found[list(members)] = True
        return None if found.all() else found

    @cached_property
    def readings(self) -> Mapping[str, tuple[Type, frozenset[str] | None] | None]:
        """How each column is read; None if not every row reads it in the same way."""
        found: dict[str, tuple[Type, frozenset[str] | None] | None] = {}
        for name, kind, codes, _ in self._joint.readings:
            found[name] = None if name in found else (kind, codes)
        return found

    def places(self, numbers: Array) -> Array:
        """The place of each row's rules among the members."""
        return self._places.take(numbers, mode="clip")

    def wrong(
        self, batch: Batch, rules: RowRules, own: Collection[int], names: Collection[str] | None = None
    ) -> Iterator[Wrong]:
        """The rows of a batch that their own rules cannot read, of those whose rules have one of these numbers; of some
        columns, or all."""
        for name, kind, codes, places in self._joint.readings:
            if names is not None and name not in names:
                continue
            wrong = batch.wrong(name, batch.typed(name, kind, codes))
            if len(wrong.rows):
                numbers = rules.numbers[wrong.rows]
                yield wrong.only(np.isin(numbers, [*own]) & np.isin(self.places(numbers), places))

    def read(self, rows: Ordered, rules: RowRules, names: Collection[str] | None = None) -> Reading:
        """The columns of the rows of a batch, or some, and the rules of each."""
        reading = super().read(rows, rules, names)
        reading.rules = self._places.take(rows.of(rules.numbers))
        for name, kind, codes, places in self._joint.readings:
            if name in reading.columns:
                own = rows.column(name, kind, codes)
                if own.foreign is not None:
                    places_of = reading.rules
                    if self.facts[name].record is not None:
                        places_of = self.places(rules.numbers.take(rows.batch.owners(name)))
                    reading.columns[name] = _foreign(reading.columns[name], own.foreign & np.isin(places_of, places))
        return reading

    def run(self, reading: Reading, places: slice, as_of: Array) -> Ruled:
        """What each row's own rules find for some rows."""
        found = super().run(reading, places, as_of)
        assert reading.rules is not None
        rules = reading.rules[places]
        contradicted = {
            name: there if (scope := self._scopes[name]) is None else there & scope.take(rules)
            for name, there in found.contradicted.items()
        }
        some = {name: there for name, there in contradicted.items() if there.any()}
        defined = {name: own.take(rules) for name, own in self.scopes.items()}
        return Ruled(found.columns, found.refused, some, defined, found.raised)

    @property
    def scopes(self) -> Mapping[str, Array]:
        """Of facts that not all members define, which do."""
        return {name: own for name, own in self._defined.items() if own is not None}


def _foreign(column: Typed, rows: Array) -> Typed:
    """The column in which these rows too say what their rules do not know."""
    given = ~rows if column.given is None else column.given & ~rows
    foreign = rows if column.foreign is None else column.foreign | rows
    return replace(column, given=given, bad=FINE, foreign=foreign)


def _readings(members: Sequence[BoundPlan]) -> tuple[tuple[str, Type, frozenset[str] | None, tuple[int, ...]], ...]:
    """Every way in which members read a column, and which members read it so, in the order of the columns' names."""
    found: dict[tuple[str, Type, frozenset[str] | None], list[int]] = {}
    for place, each in enumerate(members):
        for name, kind in each.types.items():
            found.setdefault((name, kind, each.codes[name]), []).append(place)
    ordered = sorted(found.items(), key=lambda each: each[0][0])
    return tuple((name, kind, codes, tuple(places)) for (name, kind, codes), places in ordered)


def _in_order(every: Iterable[Iterable[T]]) -> list[T]:
    """What some lists hold, in the order of each of them. Errors: Unlike where one's order is not another's."""
    order: TopologicalSorter[T] = TopologicalSorter()
    for each in every:
        before: list[T] = []
        for one in each:
            order.add(one, *before)
            before = [one]
    try:
        return [*order.static_order()]
    except CycleError:
        raise Unlike from None


def _one(kinds: Iterable[Type | None]) -> Type:
    """The type of all values of several types. Errors: Unlike where they are of several kinds."""
    some = [kind for kind in kinds if kind is not None]
    if len({(kind.kind, kind.decimals) for kind in some}) > 1:
        raise Unlike
    return some[0] if all(kind == some[0] for kind in some) else hull(some)


def _codes(codes: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    """The codes that a value may be, where that is the same for all; each row is held to its own all the same."""
    return codes[0] if all(each == codes[0] for each in codes) else None


def _keyed(refusals: Sequence[Refusal]) -> Iterator[tuple[Hashable, Refusal]]:
    """Refusals by what they say; those of one plan that say the same are told apart by their order."""
    met: dict[Hashable, int] = {}
    for each in refusals:
        said = each.record, each.field, tuple(each.because.items())
        met[said] = met.get(said, 0) + 1
        yield (said, met[said]), each


def _numbers(nodes: Iterable[int | None]) -> dict[int, int]:
    """The nodes of the members that have one."""
    return {place: node for place, node in enumerate(nodes) if node is not None}
